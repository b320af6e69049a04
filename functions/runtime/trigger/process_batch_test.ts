import { assertEquals, assertRejects } from "@std/assert";
import type { Batch } from "../../../kafka/client/kafkajs.ts";
import { Buffer } from "node:buffer";
import { stampHeaders } from "../ledger/stamp.ts";
import { AssignedPartition } from "./assigned_partition.ts";
import { MessageRing } from "../../consumer/message_ring.ts";
import { PartitionLedger } from "../ledger/partition_ledger.ts";
import { processBatch } from "./process_batch.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";

/** A batch of one run, as kafkajs gives it. */
function batchOf(offsets: number[], { lastOffset = offsets.at(-1)!, headers = {} } = {}): Batch {
  const messages = offsets.map((offset) => ({
    offset: `${offset}`,
    timestamp: "0",
    key: null,
    value: Buffer.from("value"),
    headers: Object.fromEntries(
      [...stampHeaders({ run: "r", sequence: offset, time: 0 }), ...Object.entries(headers)]
        .map(([name, value]) => [name, Buffer.from(value as string)]),
    ),
  }));
  return { topic: "t", partition: 0, messages, lastOffset: () => `${lastOffset}` } as
    & Batch
    & unknown;
}

function setUp(deliver: (record: KafkaRecord) => Promise<void> | void = () => {}) {
  const log = { topic: "t", partition: 0 };
  const partition = new AssignedPartition(
    { ledger: new PartitionLedger({ position: 0 }), delivered: 0 },
    { ...log, offset: 0, metadata: null },
    { ...log, low: 0, high: 10 },
  );
  const ring = new MessageRing({ maxRecords: 100, maxBytes: 1e6 });
  const abort = new AbortController();
  const options = {
    partition,
    ring,
    delivery: { deliver },
    signal: abort.signal,
    isHalted: () => false,
  };
  return { partition, ring, abort, options };
}

Deno.test("processBatch() delivers, reckons and keeps each record", async () => {
  const delivered: number[] = [];
  const { partition, ring, options } = setUp(({ offset }) => void delivered.push(offset));
  await processBatch(batchOf([0, 1, 2]), options);
  assertEquals(delivered, [0, 1, 2]);
  assertEquals(partition.position, 3);
  assertEquals(partition.ledger.totals.consumed, 3);
  assertEquals(ring.end, 3);
});

Deno.test("processBatch() moves on over the markers of transactions behind the last record", async () => {
  const { partition, options } = setUp();
  await processBatch(batchOf([0, 1], { lastOffset: 2 }), options);
  assertEquals(partition.position, 3);
});

Deno.test("processBatch() takes the stamps of dead letters for those of other records", async () => {
  const { partition, options } = setUp();
  await processBatch(batchOf([0, 1], { headers: { "dlq-topic": "t" } }), options);
  assertEquals(partition.ledger.state.unstamped, 2);
});

Deno.test("processBatch() stops after the record at hand when it is halted", async () => {
  let isHalted = false;
  const { partition, options } = setUp(({ offset }) => void (isHalted = offset === 1));
  await processBatch(batchOf([0, 1, 2]), { ...options, isHalted: () => isHalted });
  assertEquals(partition.position, 2);
});

Deno.test("processBatch() does not reckon a record during which the partition was taken away", async () => {
  const { partition, ring, abort, options } = setUp(({ offset }) => {
    if (offset === 1) abort.abort();
  });
  await processBatch(batchOf([0, 1, 2]), options);
  assertEquals(partition.position, 1);
  assertEquals(ring.end, 1);

  const again = { ...options, signal: new AbortController().signal };
  await processBatch(batchOf([1, 2]), again);
  assertEquals(partition.ledger.totals.redelivered, 1);
  assertEquals(partition.ledger.totals.consumed, 3);
});

Deno.test("processBatch() does not wait for a handler that heeds no signal", async () => {
  const { partition, abort, options } = setUp(() => new Promise(() => {}));
  const processed = processBatch(batchOf([0]), options);
  abort.abort();
  await assertRejects(() => processed, Error, "aborted");
  assertEquals(partition.position, 0);
});

Deno.test("processBatch() lets others have their turn after half a second", async () => {
  const { partition, options } = setUp(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await processBatch(batchOf([0, 1, 2, 3, 4]), options);
  assertEquals(partition.position, 2);
});
