import { assertEquals } from "@std/assert";
import { MessageRing } from "./message_ring.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";

function record(offset: number, bytes = 0): KafkaRecord {
  const value = new Uint8Array(bytes);
  return { topic: "t", partition: 0, offset, timestamp: 0, key: null, value, headers: [] };
}

function offsets(ring: MessageRing): number[] {
  const found = [];
  for (let i = ring.start; i < ring.end; i++) found.push(ring.at(i).offset);
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
