import type { Target } from "../../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { committedOffsets } from "../../../../kafka/consumer/committed_offsets.ts";
import { partitionName, type TopicPartition } from "../../../../kafka/topic_partition.ts";
import { AssignedPartition, type Remembered } from "./assigned_partition.ts";
import { continuedLedger } from "./continued_ledger.ts";

/** What is remembered of partitions, by {@linkcode partitionName}, from one assignment to the next. */
export type Memory = Map<string, Remembered>;

/**
 * Finds out where newly assigned partitions go on, of which only the group's coordinator is asked: so
 * a partition without a leader holds up no other.
 *
 * @throws when Kafka cannot be asked.
 */
export async function locatePartitions(
  brokers: Brokers,
  { group }: Target,
  assigned: readonly TopicPartition[],
  memory: Memory,
): Promise<Map<string, AssignedPartition>> {
  if (assigned.length === 0) return new Map();
  const committed = await committedOffsets(brokers, group, assigned);
  return new Map(assigned.map((topicPartition) => {
    const name = partitionName(topicPartition);
    const commit = committed.get(name) ?? { ...topicPartition, offset: -1, metadata: null };
    const before = memory.get(name);
    const remembered = {
      delivered: 0,
      ...before,
      ledger: continuedLedger(before?.ledger, commit),
    };
    memory.set(name, remembered);
    return [name, new AssignedPartition(remembered, commit)];
  }));
}
