import { assertEquals } from "@std/assert";
import type { Brokers } from "../client/brokers.ts";
import { LeaderFetches } from "./leader_fetches.ts";
import { type AssignedPosition, PartitionFeed } from "./partition_feed.ts";

Deno.test("LeaderFetches leaves a leader that does not answer as soon as another one leads", async () => {
  const position: AssignedPosition = {
    ...{ topic: "t", partition: 0, position: 0, committed: -1, topicId: undefined },
    ...{ metadata: () => "", jump() {}, noteEnds() {} },
  };
  const feed = new PartitionFeed(position);
  const { promise: askedNext, resolve: asked } = Promise.withResolvers<number>();
  let leader = 1;
  const brokers = {
    metadata: () =>
      Promise.resolve({ topics: [{ name: "t", id: "a", partitions: [{ partition: 0, leader }] }] }),
    request(broker: number) {
      // The first one hangs, and its partition moves.
      leader = 2;
      if (broker === 2) asked(broker);
      return Promise.withResolvers().promise;
    },
  } as unknown as Brokers;
  const ended = new AbortController();
  new LeaderFetches({
    feeds: [feed],
    brokers,
    fetchBrokers: brokers,
    isHalted: () => false,
    onFetched() {},
  }, ended.signal);
  assertEquals([await askedNext, feed.leader], [2, 2]);
  ended.abort();
});
