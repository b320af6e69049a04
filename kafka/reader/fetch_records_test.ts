import { assertEquals, assertStringIncludes } from "@std/assert";
import { Buffer } from "node:buffer";
import { writeBatch } from "../protocol/records/write_batch.ts";
import { fetchRecords, type Position } from "./fetch_records.ts";

const BOUNDS = { maxWaitMs: 0, maxBytes: 100, maxPartitionBytes: 100 };

/** A leader of partitions with these batches, committed up to 50; it answers as it was asked. */
function leader(batches: Record<number, Buffer>) {
  const asked: number[] = [];
  return {
    asked,
    request(_broker: number, _api: unknown, request: unknown) {
      const { topics, isolationLevel } = request as {
        topics: { name: string; partitions: { partition: number }[] }[];
        isolationLevel: number;
      };
      assertEquals(isolationLevel, 1);
      asked.splice(0, asked.length, ...topics[0].partitions.map(({ partition }) => partition));
      const partitions = topics[0].partitions.map(({ partition }) => ({
        partition,
        errorCode: 0,
        highWatermark: 60,
        lastStableOffset: 50,
        abortedTransactions: null,
        records: batches[partition] ?? Buffer.alloc(0),
      }));
      return Promise.resolve({ topics: [{ name: "t", partitions }] } as never);
    },
  };
}

function batch(offset: number): Buffer {
  const sequence = { producerId: -1n, producerEpoch: -1, firstSequence: -1 };
  const bytes = writeBatch([{ key: null, value: "v", headers: [] }], sequence);
  bytes.writeBigInt64BE(BigInt(offset), 0);
  return bytes;
}

function at(partition: number, offset: number): Position {
  return { topic: "t", partition, offset };
}

Deno.test("fetchRecords() goes on behind a tail that compaction has emptied", async () => {
  const [fetched] = await fetchRecords(leader({}), 1, [at(0, 20)], BOUNDS);
  assertEquals([fetched.records, fetched.next], [[], 50]);
  assertEquals([fetched.highWatermark, fetched.lastStableOffset], [60, 50]);
});

Deno.test("fetchRecords() stays behind what is committed", async () => {
  const [fetched] = await fetchRecords(leader({}), 1, [at(0, 55)], BOUNDS);
  assertEquals(fetched.next, 55);
});

Deno.test("fetchRecords() stays where the answer may only have had no room", async () => {
  const broker = leader({ 0: batch(20) });
  const seen = new Set<string>();
  // In a random order, so that each comes first now and then.
  while (seen.size < 2) {
    const fetched = await fetchRecords(broker, 1, [at(0, 20), at(1, 20)], BOUNDS);
    const next = new Map(fetched.map(({ partition, next }) => [partition, next]));
    const isFirst = broker.asked[0] === 1;
    assertEquals([next.get(0), next.get(1)], [21, isFirst ? 50 : 20]);
    seen.add(`${isFirst}`);
  }
});

Deno.test("fetchRecords() stays before a batch that was cut off", async () => {
  const cut = batch(20).subarray(0, 40);
  const [fetched] = await fetchRecords(leader({ 0: cut }), 1, [at(0, 20)], BOUNDS);
  assertEquals([fetched.records, fetched.next], [[], 20]);
});

Deno.test("fetchRecords() says of which partition the answer cannot be read, and reads the others", async () => {
  const unreadable = batch(20);
  unreadable.writeInt16BE(7, 21); // a compression that there is not
  const positions = [at(0, 20), at(1, 20)];
  const fetched = await fetchRecords(leader({ 0: unreadable, 1: batch(20) }), 1, positions, BOUNDS);
  const [bad, good] = fetched.toSorted((a, b) => a.partition - b.partition);
  assertEquals([bad.error, bad.next], ["UNSUPPORTED_COMPRESSION_TYPE", 20]);
  assertStringIncludes(bad.detail!, "the batch of offsets 20 to 20");
  assertEquals([good.error, good.records.length, good.next], [undefined, 1, 21]);
});

Deno.test("fetchRecords() reads what stands before a batch that cannot be read", async () => {
  const unreadable = batch(21);
  unreadable.writeInt16BE(1, 21); // gzip, which it is not
  const both = Buffer.concat([batch(20), unreadable]);
  const [fetched] = await fetchRecords(leader({ 0: both }), 1, [at(0, 20)], BOUNDS);
  assertEquals([fetched.error, fetched.records.length, fetched.next], [undefined, 1, 21]);
  const [then] = await fetchRecords(leader({ 0: both }), 1, [at(0, 21)], BOUNDS);
  assertEquals([then.error, then.next], ["CORRUPT_MESSAGE", 21]);
});
