import { assertEquals, assertRejects } from "@std/assert";
import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import { Buffer } from "node:buffer";
import { stampHeaders } from "../../ledger/stamp.ts";
import { AssignedPartition } from "../partitions/assigned_partition.ts";
import { PartitionLedger } from "../../ledger/partition_ledger.ts";
import { processBatch } from "./process_batch.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** A batch of one run. */
function batchOf(
  offsets: number[],
  { lastOffset = offsets.at(-1)!, headers = {} } = {},
): FetchedBatch {
  const records = offsets.map((offset): KafkaRecord => ({
    topic: "t",
    partition: 0,
    offset,
    timestamp: 0,
    key: null,
    value: Buffer.from("value"),
    headers: [...stampHeaders({ run: "r", sequence: offset, time: 0 }), ...Object.entries(headers)]
      .map(([name, value]) => [name, Buffer.from(value as string)]),
  }));
  return { topic: "t", partition: 0, records, next: lastOffset + 1 };
}

function setUp(deliver: (record: KafkaRecord) => Promise<void> | void = () => {}) {
  const log = { topic: "t", partition: 0 };
  const partition = new AssignedPartition(
    { ledger: new PartitionLedger({ position: 0 }), delivered: 0 },
    { ...log, offset: 0, metadata: null },
  );
  const seen: number[] = [];
  const abort = new AbortController();
  const options = {
    partition,
    observer: {
      delivered: ({ offset }: KafkaRecord) => void seen.push(offset),
      batchEnded() {},
    },
    delivery: { deliver },
    signal: abort.signal,
    isHalted: () => false,
  };
  return { partition, seen, abort, options };
}

Deno.test("processBatch() delivers, reckons and keeps each record", async () => {
  const delivered: number[] = [];
  const { partition, seen, options } = setUp(({ offset }) => void delivered.push(offset));
  await processBatch(batchOf([0, 1, 2]), options);
  assertEquals(delivered, [0, 1, 2]);
  assertEquals(partition.position, 3);
  assertEquals(partition.ledger.totals.consumed, 3);
  assertEquals(seen, [0, 1, 2]);
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

Deno.test("processBatch() counts no record twice that was put back from the dead letters", async () => {
  const { partition, options } = setUp();
  await processBatch(batchOf([0, 1]), options);
  await processBatch(batchOf([2], { headers: { "dlq-returns": "1" } }), options);
  const { consumed, duplicated, reordered, lost } = partition.ledger.totals;
  assertEquals({ consumed, duplicated, reordered, lost }, {
    ...{ consumed: 3, duplicated: 0, reordered: 0, lost: 0 },
  });
});

Deno.test("processBatch() stops after the record at hand when it is halted", async () => {
  let isHalted = false;
  const { partition, options } = setUp(({ offset }) => void (isHalted = offset === 1));
  await processBatch(batchOf([0, 1, 2]), { ...options, isHalted: () => isHalted });
  assertEquals(partition.position, 2);
});

Deno.test("processBatch() does not reckon a record during which the partition was taken away", async () => {
  const { partition, seen, abort, options } = setUp(({ offset }) => {
    if (offset === 1) abort.abort();
  });
  await processBatch(batchOf([0, 1, 2]), options);
  assertEquals(partition.position, 1);
  assertEquals(seen, [0]);

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
  let now = 0;
  const { now: realNow } = performance;
  performance.now = () => now;
  try {
    const { partition, options } = setUp(() => void (now += 300));
    await processBatch(batchOf([0, 1, 2, 3, 4]), options);
    assertEquals(partition.position, 2);
  } finally {
    performance.now = realNow;
  }
});
