import { assertEquals } from "@std/assert";
import type { LogRecord } from "../protocol/records/record_batch.ts";
import { merged, PartitionQueue } from "./read_topic.ts";

function records(...times: (number | bigint)[]): LogRecord[] {
  return times.map((timestamp, offset) => ({
    ...{ offset, timestamp, key: null, value: null, headers: [] },
  }));
}

function queue(partition: number, to: number, found: LogRecord[]): PartitionQueue {
  const queue = new PartitionQueue(partition, { from: 0, to });
  queue.add(found, found.length);
  return queue;
}

const names = (records: { partition: number; offset: number }[]) =>
  records.map(({ partition, offset }) => `${partition}/${offset}`);

Deno.test("merged() takes the oldest, the lower partition first, until one has no more", () => {
  const queues = [queue(0, 9, records(1, 5, 5n)), queue(1, 9, records(1, 2, 9))];
  assertEquals(names(merged("t", queues)), ["0/0", "1/0", "1/1", "0/1", "0/2"]);
  assertEquals(queues.map(({ isEmpty, isOver }) => [isEmpty, isOver]), [
    [true, false],
    [false, false],
  ]);
});

Deno.test("merged() keeps a partition in its order, though its times run backwards", () => {
  const queues = [queue(0, 9, records(7, 1, 8)), queue(1, 9, records(2, 9, 9))];
  assertEquals(names(merged("t", queues)), ["1/0", "0/0", "0/1", "0/2"]);
});

Deno.test("PartitionQueue passes by what is behind its range, and is over there", () => {
  const short = queue(0, 2, records(1, 2, 3));
  assertEquals([short.take().offset, short.take().offset], [0, 1]);
  assertEquals([short.isEmpty, short.isOver], [true, true]);
  // Compaction left nothing of the range.
  assertEquals(queue(0, 3, records(1, 2, 3).slice(3)).isOver, false);
  const bare = new PartitionQueue(0, { from: 0, to: 3 });
  bare.add([], 3);
  assertEquals(bare.isOver, true);
  assertEquals(new PartitionQueue(0, { from: 3, to: 3 }).isOver, true);
});
