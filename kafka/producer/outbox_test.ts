import { assertEquals, assertThrows } from "@std/assert";
import { nowMicros } from "./now_micros.ts";
import type { Entry, Receipt } from "./entry.ts";
import { Outbox } from "./outbox.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";
import { QueueFullError } from "./queue_full_error.ts";

const marker = {
  begin() {},
  mark: (record: OutgoingRecord) => record,
  acknowledged() {},
  renew() {},
};
const source = { cancelled: false, marker: () => marker };
const receipt: Receipt = { acknowledged() {}, failed() {} };

function entry(partition: number): Entry {
  const record = { key: "k", value: "v", partition };
  return { record, bytes: 10, time: nowMicros(), source, receipt, index: 0 };
}

/** An outbox whose sends end when `open` is resolved. */
function setUp() {
  const open = Promise.withResolvers<bigint>();
  const sent: string[] = [];
  const sender = {
    deliver(topic: string, [{ partition }]: OutgoingRecord[]) {
      sent.push(`${topic}-${partition}`);
      return open.promise;
    },
  };
  return {
    sent,
    open: () => open.resolve(0n),
    outbox: new Outbox({ sender, maxRecords: 4, maxBytes: 100 }),
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
    const error = assertThrows(() => outbox.admit(records, bytes), QueueFullError);
    assertEquals(error.retryAfterSeconds, 2, name);
  }
  open();
  await outbox.drained();
  outbox.admit(1_000, 1_000);
});

Deno.test("Outbox.admit() computes the wait from the pace of late", async () => {
  const { open, outbox } = setUp();
  for (let i = 0; i < 4; i++) outbox.push("a", entry(i));
  open();
  await outbox.drained();
  outbox.tick();
  for (let i = 0; i < 4; i++) outbox.push("a", entry(i));
  // 4 records in the last second, none before: 2 a second; 4 wait.
  const error = assertThrows(() => outbox.admit(1, 1), QueueFullError);
  assertEquals(error.retryAfterSeconds, 2);
});
