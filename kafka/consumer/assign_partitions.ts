import { comparePartitions, type TopicPartition } from "../topic_partition.ts";

/** A member of a group, and what it wants to consume. */
export interface Subscriber {
  memberId: string;
  topics: readonly string[];
}

/**
 * Deals partitions out to members, one to each in turn, as Kafka's RoundRobinAssignor does: the same
 * members and partitions are dealt in the same way every time. What nobody wants is left out.
 */
export function assignPartitions(
  subscribers: readonly Subscriber[],
  partitions: readonly TopicPartition[],
): Map<string, TopicPartition[]> {
  const inTurn = subscribers.toSorted((a, b) => a.memberId < b.memberId ? -1 : 1);
  const assigned = new Map<string, TopicPartition[]>(
    inTurn.map(({ memberId }) => [memberId, []]),
  );
  let turn = 0;
  for (const { topic, partition } of partitions.toSorted(comparePartitions)) {
    if (!inTurn.some(({ topics }) => topics.includes(topic))) continue;
    while (!inTurn[turn % inTurn.length].topics.includes(topic)) turn++;
    assigned.get(inTurn[turn++ % inTurn.length].memberId)!.push({ topic, partition });
  }
  return assigned;
}
