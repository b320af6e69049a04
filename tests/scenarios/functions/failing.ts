import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Lab } from "../../lab.ts";
import { numbered, OwnTopic } from "../../kafka/own_topic.ts";
import { untilStatus, UserFunction } from "../../processes/user_function.ts";

/** What must become of records that a function cannot handle, alone or in a batch. */
export function failingFunctionScenarios(lab: Lab): void {
  Deno.test("a poison record in a batch of 500 must cost few calls, and end alone in the dead letters", async () => {
    const source = await OwnTopic.create(lab, 1);
    const output = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest", batch: { window: "2s" } },
       output: { topic: "${output.name}" }, retries: { attempts: 3, backoff: "10ms" },
       handle(records) {
         if (records.some(({ value }) => value === 321)) throw new Error("no such customer");
         return records.map(({ offset }) => ({ value: offset }));
       },`,
    );
    await source.produce(...numbered(500));
    const { handler } = await untilStatus(
      own.start(),
      "all is committed",
      ({ assignment }) => assignment[0]?.committed === 500,
    );
    assertEquals([handler.records, handler.deadLetters], [500, 1]);
    assert(handler.calls <= 2 * Math.ceil(Math.log2(500)) + 3, `${handler.calls} calls`);
    const written = await own.written(output.name, 499);
    const expected = numbered(500).map(({ value }) => value).filter((value) => value !== "321");
    assertEquals(written.map(({ value }) => value), expected);

    const [{ value, headers }] = await own.written(`${source.name}.${own.name}.dlq`, 1);
    assertEquals([value, headers["dlq-topic"]], ["321", source.name]);
    assertEquals([headers["dlq-partition"], headers["dlq-offset"]], ["0", "321"]);
    assertEquals([headers["dlq-function"], headers["dlq-error"]], [
      own.name,
      "Error: no such customer",
    ]);
    assert(Number(headers["dlq-attempts"]) > 3, "the calls of its batches count");
    assertMatch(headers["dlq-time"], /^\d{4}-\d\d-\d\dT/);
    assertMatch(headers["dlq-timestamp"], /^\d{4}-\d\d-\d\dT/);
  });

  Deno.test("only what a handler names as failed must be tried again, and letters may share a topic", async () => {
    const sources = [await OwnTopic.create(lab, 1), await OwnTopic.create(lab, 1)];
    const letters = await OwnTopic.create(lab, 1);
    const names = sources.map(({ name }) => `"${name}"`).join();
    await using own = new UserFunction(
      lab,
      `trigger: { topics: [${names}], from: "earliest", batch: { window: "1s" } },
       onFailure: { topic: "${letters.name}" }, retries: { attempts: 2, backoff: 0 },
       handle: (records) => ({
         failures: records.filter(({ value }) => value === 1)
           .map((record) => ({ record, error: new Error("not " + record.value) })),
       }),`,
    );
    for (const source of sources) await source.produce(...numbered(3));
    const { handler } = await untilStatus(
      own.start(),
      "all is processed",
      ({ ledger, totalLag }) => ledger.totals.consumed === 6 && totalLag === 0,
    );
    const { halved, retries, failed, deadLetters } = handler;
    assertEquals({ halved, retries, failed, deadLetters }, {
      ...{ halved: 0, retries: 2, failed: 4, deadLetters: 2 },
    });
    const written = await own.written(letters.name, 2);
    assertEquals(
      written.map(({ headers }) => headers["dlq-topic"]).sort(),
      sources.map(({ name }) => name).sort(),
    );
    assertEquals(written.map(({ headers }) => headers["dlq-error"]), [
      "Error: not 1",
      "Error: not 1",
    ]);
  });

  Deno.test("a handler that hangs must be aborted and counted, and the group must keep its member", async () => {
    const source = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      // Longer than a member may be silent.
      `trigger: { topics: ["${source.name}"], from: "earliest" }, timeout: "11s",
       retries: { attempts: 1 }, onFailure: null, input: "text",
       each: ({ value }) => value === "hang" ? new Promise(() => {}) : undefined,`,
    );
    await source.produce({ value: "hang" }, { value: "good" });
    const process = own.start();
    const { member } = await untilStatus(process, "it hangs", ({ assignment }) => (
      assignment.length === 1
    ));
    const after = await untilStatus(
      process,
      "it goes on",
      ({ assignment }) => assignment[0]?.committed === 2,
    );
    assertEquals(after.member, member);
    assertEquals([after.handler.timeouts, after.handler.passedBy], [1, 1]);
  });

  Deno.test("a handler that throws must be seen in the log with the record, and in the status", async () => {
    const source = await OwnTopic.create(lab, 1);
    await using own = new UserFunction(
      lab,
      `trigger: { topics: ["${source.name}"], from: "earliest" },
       retries: { attempts: 10, backoff: "60s" },
       each() { throw new Error("no such customer"); },`,
    );
    await source.produce({ value: "1" });
    const process = own.start();
    const record = `${source.name}/0/0`;
    const { problem, handler } = await untilStatus(process, "it is told", ({ problem }) => (
      problem?.includes("no such customer")
    ));
    assertEquals(problem, `Cannot handle ${record}: Error: no such customer`);
    assertEquals(handler.failed, 1);
    process.stop();
    const { stdout, stderr } = await process.ended();
    const log = stdout + stderr;
    const at = log.indexOf(`Cannot handle ${record}: Error: no such customer`);
    assert(at >= 0, log);
    assertMatch(log.slice(at), /function\.ts/);
  });
}
