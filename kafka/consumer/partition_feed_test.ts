import { assertEquals } from "@std/assert";
import type { LogRecord } from "../protocol/records/record_batch.ts";
import { type AssignedPosition, PartitionFeed } from "./partition_feed.ts";

/** A partition at a position, and where it jumped. */
class Partition implements AssignedPosition {
  readonly topic = "t";
  readonly partition = 0;
  committed = 0;
  topicId: string | undefined;
  readonly jumps: number[] = [];
  position: number;

  constructor(position: number) {
    this.position = position;
  }

  metadata(): string {
    return "";
  }

  jump(offset: number): void {
    this.jumps.push(offset);
    this.position = offset;
  }

  noteEnds(): void {}
}

function slice(offsets: number[], next = offsets.at(-1)! + 1) {
  const records = offsets.map((offset): LogRecord => ({
    ...{ offset, timestamp: 0, key: null, value: null, headers: [] },
  }));
  return { records, next, bytes: 10 };
}

/** The offsets to process next, and where that ends. */
function first(feed: PartitionFeed<Partition>): [number[], number] | undefined {
  const batch = feed.first();
  return batch && [batch.records.map(({ offset }) => offset), batch.next];
}

Deno.test("PartitionFeed.first() gives what is in store in its order, from the position on", () => {
  const partition = new Partition(5);
  const feed = new PartitionFeed(partition);
  assertEquals([feed.next, first(feed)], [5, undefined]);
  feed.take(slice([5, 6, 7]));
  feed.take(slice([8, 9]));
  assertEquals([feed.next, feed.bytes], [10, 20]);
  assertEquals(first(feed), [[5, 6, 7], 8]);
  partition.position = 7; // as far as it came in its turn
  assertEquals(first(feed), [[7], 8]);
  partition.position = 8;
  assertEquals(first(feed), [[8, 9], 10]);
  assertEquals(feed.bytes, 10);
  partition.position = 10;
  assertEquals([first(feed), feed.bytes], [undefined, 0]);
});

Deno.test("PartitionFeed.first() gives a tail without records, behind which the log goes on", () => {
  const feed = new PartitionFeed(new Partition(5));
  feed.take(slice([], 9));
  assertEquals(first(feed), [[], 9]);
});

Deno.test("PartitionFeed.take() keeps nothing where the log has not gone on", () => {
  const feed = new PartitionFeed(new Partition(5));
  feed.trouble = "lost";
  feed.take({ records: [], next: 5, bytes: 0 });
  assertEquals([first(feed), feed.trouble], [undefined, undefined]);
});

Deno.test("PartitionFeed.jump() goes on elsewhere once all before it is processed", () => {
  const partition = new Partition(5);
  const feed = new PartitionFeed(partition);
  feed.begin("old");
  feed.take(slice([5]));
  feed.jump(0, "new");
  assertEquals([feed.next, feed.topicId, partition.topicId], [0, "new", "old"]);
  feed.take(slice([0, 1]));
  assertEquals([first(feed), partition.jumps], [[[5], 6], []]);
  partition.position = 6;
  assertEquals([first(feed), partition.jumps], [[[0, 1], 2], [0]]);
  assertEquals(partition.topicId, "new");
});

Deno.test("PartitionFeed.skip() forgets what was in store, and goes on behind it", () => {
  const partition = new Partition(5);
  const feed = new PartitionFeed(partition);
  feed.take(slice([5, 6]));
  feed.skip(9);
  assertEquals([first(feed), partition.position, feed.next], [undefined, 9, 9]);
});

Deno.test("PartitionFeed.clear() lets it be found out again that the topic was made again", () => {
  const feed = new PartitionFeed(new Partition(5));
  feed.begin("old");
  feed.leader = 1;
  feed.take(slice([5]));
  feed.clear();
  assertEquals([feed.next, feed.bytes, feed.leader], [5, 0, 1]);
  feed.jump(0, "new");
  feed.clear();
  assertEquals([feed.next, feed.topicId, feed.leader], [5, "old", undefined]);
});

Deno.test("PartitionFeed.from() reads on behind the position, but not over a jump", () => {
  const partition = new Partition(5);
  const feed = new PartitionFeed(partition);
  feed.take(slice([5, 6]));
  feed.take(slice([8, 9]));
  const offsets = (from: number) => feed.from(from)?.records.map(({ offset }) => offset);
  assertEquals([offsets(5), offsets(6), offsets(7), offsets(10)], [[5, 6], [6], [8, 9], undefined]);
  feed.jump(0);
  feed.take(slice([0]));
  assertEquals([offsets(8), offsets(10)], [[8, 9], undefined]);
  assertEquals(feed.bytes, 30);
});

Deno.test("PartitionFeed.release() makes room as the position moves, and more() tells what comes", async () => {
  const partition = new Partition(5);
  const feed = new PartitionFeed(partition, 15);
  feed.take(slice([5, 6]));
  const more = feed.more();
  feed.take(slice([7, 8]));
  await more;
  assertEquals(feed.isFull, true);
  partition.position = 7;
  feed.release();
  assertEquals([feed.isFull, feed.bytes], [false, 10]);
});
