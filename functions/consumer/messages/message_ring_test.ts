import { assertEquals } from "@std/assert";
import { MessageRing } from "./message_ring.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";

function record(offset: number, bytes = 0): KafkaRecord {
  const value = new Uint8Array(bytes);
  return { topic: "t", partition: 0, offset, timestamp: 0, key: null, value, headers: [] };
}

function offsets(ring: MessageRing): number[] {
  const found = [];
  for (let i = ring.start; i < ring.end; i++) {
    const record = ring.at(i);
    if (record !== undefined) found.push(record.offset);
  }
  return found;
}

Deno.test("MessageRing.push() keeps the last records", () => {
  const ring = new MessageRing({ maxRecords: 3, maxBytes: 1e6 });
  for (let offset = 0; offset < 5; offset++) ring.push(record(offset));
  assertEquals(offsets(ring), [2, 3, 4]);
  assertEquals([ring.start, ring.end], [2, 5]);
});

Deno.test("MessageRing.push() keeps no more bytes than it may, but always the last record", () => {
  const ring = new MessageRing({ maxRecords: 100, maxBytes: 2000 });
  for (let offset = 0; offset < 5; offset++) ring.push(record(offset, 500));
  assertEquals(offsets(ring), [3, 4]);
  ring.push(record(5, 5000));
  assertEquals(offsets(ring), [5]);
  ring.push(record(6, 100));
  assertEquals(offsets(ring), [6]);
});

Deno.test("MessageRing.push() counts every header, and each value of a repeated one", () => {
  const ring = new MessageRing({ maxRecords: 1_000, maxBytes: 1_000_000 });
  const large = new Uint8Array(400_000);
  for (let offset = 0; offset < 5; offset++) {
    ring.push({ ...record(offset), headers: [["h", large], ["h", large]] });
  }
  assertEquals(offsets(ring), [4]);
  const many = Array.from({ length: 20_000 }, (): [string, null] => ["", null]);
  ring.push({ ...record(5), headers: many });
  assertEquals(offsets(ring), [5]);
});

Deno.test("MessageRing.keepTopics() forgets the others", () => {
  const ring = new MessageRing({ maxRecords: 4, maxBytes: 2_000 });
  for (const offset of [1, 2]) ring.push({ ...record(offset, 500), topic: "old" });
  ring.push(record(3, 500));
  ring.keepTopics(["t"]);
  assertEquals(offsets(ring), [3]);
  // What they took up is free, and their places are when they are the oldest.
  ring.push(record(4, 500));
  assertEquals(offsets(ring), [3, 4]);
  for (const offset of [0, 1]) ring.push({ ...record(offset), topic: "old" });
  assertEquals(offsets(ring), [3, 4, 0, 1]);
});

Deno.test("MessageRing.wake() resolves changed() once", async () => {
  const ring = new MessageRing({ maxRecords: 3, maxBytes: 1e6 });
  const first = ring.changed();
  ring.wake();
  await first;
  let woken = false;
  const second = ring.changed().then(() => woken = true);
  await Promise.resolve();
  assertEquals(woken, false);
  ring.close();
  await second;
  assertEquals(ring.closed, true);
});
