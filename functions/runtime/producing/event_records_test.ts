import { assertEquals, assertRejects } from "@std/assert";
import { Problem } from "../http/problems/problem.ts";
import { eventMode } from "../cloudevents/http_binding.ts";
import { eventRecords } from "./event_records.ts";

const STRUCTURED: [string, string][] = [[
  "content-type",
  "application/cloudevents+json; charset=UTF-8",
]];

async function read(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
  const request = new Request("http://localhost/topics/t", { method: "POST", body, headers });
  const records = await eventRecords(request, eventMode(request.headers)!);
  return records.map(({ key, value, headers }) => [key, value?.toString(), headers]);
}

Deno.test("an event in the binary mode keeps its bytes, and its attributes in headers", async () => {
  const headers = {
    "content-type": "text/plain",
    "ce-specversion": "1.0",
    "ce-id": "1",
    "ce-source": "/shop",
    "ce-type": "caf%C3%A9",
    "ce-partitionkey": "k",
  };
  const [[key, value, written]] = await read(" data ", headers);
  assertEquals([key, value], ["k", " data "]);
  assertEquals(Object.fromEntries(written as [string, string][]), {
    "content-type": "text/plain",
    ce_specversion: "1.0",
    ce_id: "1",
    ce_source: "/shop",
    ce_type: "café",
    ce_partitionkey: "k",
  });
  assertEquals((await read("", headers))[0][1], undefined);
});

Deno.test("events in JSON keep how they are spelled, digits and all", async () => {
  const event =
    `{"specversion":"1.0","id":"1","source":"s","type":"t","data":12345678901234567890}`;
  const other = `{ "specversion":"1.0","id":"2","source":"s","type":"t","partitionkey":"k" }`;
  const type = "application/cloudevents+json";
  assertEquals(await read(event, { "content-type": type }), [[null, event, STRUCTURED]]);
  assertEquals(
    await read(`[${event}, ${other}]`, { "content-type": "application/cloudevents-batch+json" }),
    [[null, event, STRUCTURED], ["k", other, STRUCTURED]],
  );
});

Deno.test("what is no event is refused, with its place and what it lacks", async () => {
  const batch = { "content-type": "application/cloudevents-batch+json" };
  const cases: [body: string, headers: Record<string, string>, status: number, fault: RegExp][] = [
    ["{", batch, 400, /Cannot parse the body as JSON/],
    ["{}", batch, 422, /events\.0 must be a list of events/],
    ["[]", batch, 422, /a batch of no events/],
    [
      `[1,{"specversion":"1.0"}]`,
      batch,
      422,
      /events\.0 must be an object; events\.1 must have id/,
    ],
    ["", { "ce-specversion": "0.3", "ce-id": "1" }, 422, /events\.0 must have source/],
  ];
  for (const [body, headers, status, fault] of cases) {
    const problem = await assertRejects(() => read(body, headers), Problem);
    assertEquals([problem.status, fault.test(problem.message)], [status, true], problem.message);
  }
});
