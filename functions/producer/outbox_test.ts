import { assertEquals, assertThrows } from "@std/assert";
import type { Message } from "kafkajs";
import { Problem } from "../runtime/http/problem.ts";
import { nowMicros } from "../runtime/ledger/stamp.ts";
import type { Entry, Receipt } from "./entry.ts";
import { Outbox } from "./outbox.ts";

const source = { id: "http", patient: false, cancelled: false };
const receipt: Receipt = { acknowledged() {}, failed() {} };

function entry(partition: number): Entry {
  const message = { key: "k", value: "v", partition };
  return { message, bytes: 10, time: nowMicros(), source, receipt, index: 0 };
}

/** An outbox whose sends end when `open` is resolved. */
function setUp() {
  const open = Promise.withResolvers<bigint>();
  const sent: string[] = [];
  const send = (topic: string, [{ partition }]: Message[]) => {
    sent.push(`${topic}-${partition}`);
    return open.promise;
  };
  return {
    sent,
    open: () => open.resolve(0n),
    outbox: new Outbox({ send, maxRecords: 4, maxBytes: 100 }),
  };
}

Deno.test("Outbox sends to several partitions at the same time", async () => {
  const { sent, open, outbox } = setUp();
  outbox.push("a", entry(0));
  outbox.push("a", entry(7));
  outbox.push("b", entry(0));
  await Promise.resolve();
  assertEquals(sent, ["a-0", "a-7", "b-0"]);
  open();
  await outbox.drained();
  assertEquals(outbox.lanes.map(({ acknowledged }) => acknowledged), [1, 1, 1]);
});

Deno.test("Outbox.admit() turns away what the queue has no room for, by records and by bytes", async () => {
  const { open, outbox } = setUp();
  outbox.push("a", entry(0));
  outbox.push("b", entry(0));
  outbox.admit(2, 80);
  const cases: [string, number, number][] = [["1: records", 3, 1], ["2: bytes", 1, 81]];
  for (const [name, records, bytes] of cases) {
    const problem = assertThrows(() => outbox.admit(records, bytes), Problem);
    assertEquals([problem.status, problem.headers], [429, { "retry-after": "2" }], name);
  }
  open();
  await outbox.drained();
  outbox.admit(1_000, 1_000);
});

Deno.test("Outbox.admit() computes Retry-After from the pace of late", async () => {
  const { open, outbox } = setUp();
  for (let i = 0; i < 4; i++) outbox.push("a", entry(i));
  open();
  await outbox.drained();
  outbox.tick();
  for (let i = 0; i < 4; i++) outbox.push("a", entry(i));
  // 4 records in the last second, none before: 2 a second; 4 wait.
  const problem = assertThrows(() => outbox.admit(1, 1), Problem);
  assertEquals(problem.headers, { "retry-after": "2" });
});
