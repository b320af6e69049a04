import type { Brokers } from "../client/brokers.ts";
import { coordinatorOf } from "../client/coordinator.ts";
import { retrying } from "../client/retry.ts";
import { check } from "../errors.ts";
import { offsetFetch } from "../protocol/groups/offset_fetch.ts";
import { byTopic, partitionName, type TopicPartition } from "../topic_partition.ts";

/** What a group has committed for a partition. */
export interface Committed extends TopicPartition {
  /** -1: nothing. */
  offset: number;
  metadata: string | null;
}

/** What a group has committed for these partitions, by {@linkcode partitionName}. */
export async function committedOffsets(
  brokers: Brokers,
  group: string,
  partitions: readonly TopicPartition[],
): Promise<Map<string, Committed>> {
  const topics = byTopic(partitions, ({ partition }) => partition);
  const action = `read the offsets of group ${group}`;
  const found = await retrying(async () => {
    const { groups: [answer] } = await brokers.request(
      await coordinatorOf(brokers, group),
      offsetFetch,
      { groups: [{ group, topics }], requireStable: false },
    );
    check(answer.errorCode, action);
    for (const { errorCode } of answer.topics.flatMap(({ partitions }) => partitions)) {
      check(errorCode, action);
    }
    return answer.topics;
  });
  return new Map(
    found.flatMap(({ name: topic, partitions }) =>
      partitions.map(({ partition, offset, metadata }) => {
        const committed = { topic, partition, offset, metadata };
        return [partitionName(committed), committed];
      })
    ),
  );
}
