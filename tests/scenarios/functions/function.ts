import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Lab } from "../../lab.ts";
import { OwnTopic } from "../../kafka/own_topic.ts";
import { answer, untilStatus, UserFunction } from "../../processes/user_function.ts";

/** A trace as a client sends it. */
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const TRACEPARENT = `00-${TRACE}-b7ad6b7169203331-01`;

/** What a user's function must do with records, and with requests. */
export function functionScenarios(lab: Lab): void {
  Deno.test("what a function writes must be acknowledged before it commits, and go on with the trace", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 2)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, output: { topic: "${output.name}" },
       handle: (orders) => orders.map(({ key, value }) => ({ key, value: { twice: value * 2 } })),`,
    );
    await source.produce(
      { key: "a", value: "1", headers: { traceparent: TRACEPARENT } },
      { key: "a", value: "2" },
    );
    const process = own.start();
    await process.ready();
    const { ledger, function: { description } } = await untilStatus(
      process,
      "all is committed",
      ({ assignment }) => assignment[0]?.committed === 2,
    );
    assertEquals([ledger.totals.consumed, description], [2, null]);
    const written = await own.written(output.name, 2);
    assertEquals(written.map(({ key, value }) => [key, value]), [
      ["a", `{"twice":2}`],
      ["a", `{"twice":4}`],
    ]);
    const [{ headers }, second] = written;
    assertMatch(headers["instigator-run"], new RegExp(`^${own.name}-`));
    assertEquals(written.map(({ headers }) => headers["instigator-seq"]), ["0", "1"]);
    assertMatch(headers.traceparent, new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    assert(headers.traceparent !== TRACEPARENT, "it is a span of its own");
    assert(!second.headers.traceparent || second.headers.traceparent === headers.traceparent);
  });

  Deno.test("a stopped function must stay so when it starts again, and go on where it was", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, output: { topic: "${output.name}" },
       input: "text", each: ({ value }) => ({ value }),`,
    );
    await source.produce({ value: "first" });
    const before = own.start();
    await untilStatus(before, "it has consumed", ({ outputs }) => outputs === 1);
    assertEquals((await answer(before, "/stop", { method: "POST" })).wanted.state, "stopped");
    before.stop();
    assertEquals((await before.ended()).code, 0);
    await source.produce({ value: "second" });

    const after = own.start();
    await after.ready();
    assertEquals((await answer(after, "/status")).state, "stopped");
    await answer(after, "/start?wait=assigned", { method: "POST" });
    await untilStatus(after, "it goes on", ({ outputs }) => outputs === 1);
    const values = (await own.written(output.name, 2)).map(({ value }) => value);
    assertEquals(values, ["first", "second"]);
  });

  Deno.test("a result that cannot be must cost its record only, and no process", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, output: { topic: "${output.name}" },
       retries: { attempts: 1 },
       input: { "~standard": { version: 1, vendor: "tests", validate: (value) => value === "no"
         ? { issues: [{ message: "it says no" }] } : { value } } },
       each({ key, value }) {
         if (value === "big") return { key, value: 1n };
         if (value === "circle") { const o = {}; o.o = o; return { key, value: o }; }
         if (value === "odd") return { total: 1 };
         if (value === "late") Promise.reject(new Error("nobody waits"));
         return { key, value };
       },`,
    );
    const bad = ["big", "circle", "odd", "no"];
    const all = [...bad.map((value) => JSON.stringify(value)), "{", `"late"`, `"good"`];
    await source.produce(...all.map((value) => ({ key: value, value })));
    const process = own.start();
    await untilStatus(process, "all are done", ({ assignment }) => (
      assignment[0]?.position === all.length
    ));
    assertEquals((await own.written(output.name, 2)).map(({ value }) => value), ["late", "good"]);
    const letters = await own.written(`${source.name}.${own.name}.dlq`, 5);
    assertEquals(letters.map(({ key }) => key), all.slice(0, 5));
    const reasons = [/is no JSON/, /is no JSON/, /total is unknown/, /it says no/, /as JSON/];
    letters.forEach(({ headers }, index) => assertMatch(headers["dlq-error"], reasons[index]));
    assertEquals((await answer(process, "/dead-letters?error=says%20no")).matched, 1);
  });

  Deno.test("a function that is started by hand must begin where its definition says", async () => {
    const [source, output] = [await OwnTopic.create(lab, 2), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, output: { topic: "${output.name}" },
       autostart: false, each: ({ value }) => ({ value }),`,
    );
    await source.produce({ value: "1" }, { value: "2" }, { value: "3" });
    const process = own.start();
    await process.ready();
    assertEquals((await answer(process, "/start", { method: "POST" })).changed, true);
    const values = (await own.written(output.name, 3)).map(({ value }) => value);
    assertEquals(values.toSorted(), ["1", "2", "3"]);
  });

  Deno.test("a function must be callable by hand, and write nothing in a dry run", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"] }, output: { topic: "${output.name}" }, autostart: false,
       async each({ value }, { produce, dryRun }) {
         if (value.bad) throw new Error("bad order");
         await produce({ value: { dryRun } });
         return { key: "k", value };
       },`,
    );
    await source.produce({ value: `{"n":1}` }, { value: `{"n":2}` }, { value: `{"bad":true}` });
    const process = own.start();
    await process.ready();
    const post = (path: string, body?: string) => answer(process, path, { method: "POST", body });

    const dry = await post("/invoke?dry_run=true&last=2");
    assertEquals([dry.failed, dry.outputs.length], [1, 2]);
    assertEquals(
      dry.records.map(({ offset, outcome }: Record<string, unknown>) => [offset, outcome]),
      [
        [1, "ok"],
        [2, "failed"],
      ],
    );
    assertMatch(dry.records[1].error, /bad order/);
    const real = await post("/invoke", `{"n":3}\n{"key":"x","value":"{\\"n\\":4}"}\n`);
    assertEquals(
      real.outputs.map(({ value, offset }: Record<string, unknown>) => [value, offset]),
      [
        [`{"dryRun":false}`, 0],
        [`{"n":3}`, 1],
        [`{"dryRun":false}`, 2],
        [`{"n":4}`, 3],
      ],
    );
    assertEquals((await post("/invoke")).status, 422);
    assertEquals((await answer(process, "/status")).state, "stopped");
  });

  Deno.test("a function must take requests and CloudEvents, with the trace and the guard of all", async () => {
    const output = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      `output: { topic: "${output.name}" },
       async fetch(request, { cloudEvent, produce }) {
         const { type } = cloudEvent() ?? {};
         const receipt = await produce({ key: type, value: await request.text() });
         return Response.json({ type, receipt }, { status: 201 });
       },`,
    );
    const process = own.start();
    await process.ready();
    const headers = { traceparent: TRACEPARENT, "ce-specversion": "1.0", "ce-id": "1" };
    const binary = await answer(process, "/hooks/new", {
      method: "POST",
      headers: { ...headers, "ce-type": "new%20order", "ce-source": "/shop" },
      body: "one",
    });
    assertEquals([binary.type, binary.receipt.offset], ["new order", 0]);
    const structured = await answer(process, "/hooks/new", {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json; charset=utf-8" },
      body: `{"specversion":"1.0","id":"2","type":"paid","source":"/shop","data":1}`,
    });
    assertEquals(structured.type, "paid");
    const foreign = await fetch(process.url("/hooks/new"), {
      method: "POST",
      headers: { origin: "https://example.com" },
      body: "three",
    });
    assertEquals([foreign.status, (await foreign.json()).title], [403, "Forbidden"]);
    const [first] = await own.written(output.name, 2);
    assertMatch(first.headers.traceparent, new RegExp(`^00-${TRACE}-`));
    assertEquals((await answer(process, "/status")).outputs, 2);
  });

  Deno.test("CloudEvents that are posted to the producer must reach functions as such", async () => {
    const [source, output] = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" }, output: { topic: "${output.name}" },
       input: "text",
       each: (record, { cloudEvent }) => ({ key: record.key, value: cloudEvent(record) ?? null }),`,
    );
    const event = { specversion: "1.0", id: "1", source: "/shop", type: "paid" };
    const post = (headers: Record<string, string>, body: string) =>
      fetch(lab.url("producer", `/topics/${source.name}`), { method: "POST", headers, body })
        .then((response) => response.json());
    const binary = await post({
      ...Object.fromEntries(Object.entries(event).map(([name, value]) => [`ce-${name}`, value])),
      "ce-partitionkey": "customer-1",
    }, "data");
    assertEquals(binary.offsets[0].offset, 0);
    await post(
      { "content-type": "application/cloudevents-batch+json" },
      JSON.stringify([{ ...event, data: 1 }, { ...event, id: "2" }]),
    );
    own.start();
    const seen = await own.written(output.name, 3);
    assertEquals(
      seen.map(({ key, value }) => {
        const { datacontenttype: _type, ...attributes } = JSON.parse(value!);
        return [key, attributes];
      }),
      [
        ["customer-1", { ...event, partitionkey: "customer-1" }],
        [null, event],
        [null, { ...event, id: "2" }],
      ],
    );
  });
}
