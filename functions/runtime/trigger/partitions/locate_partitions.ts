import { groupOffsets, type Target } from "../../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { AssignedPartition, type Remembered } from "./assigned_partition.ts";
import { continuedLedger } from "./continued_ledger.ts";
import { partitionName, type TopicPartition } from "../../../../kafka/topic_partition.ts";

/** What is remembered of partitions, by {@linkcode partitionName}, from one assignment to the next. */
export type Memory = Map<string, Remembered>;

/** Finds out where newly assigned partitions go on. @throws when Kafka cannot be asked. */
export async function locatePartitions(
  brokers: Brokers,
  target: Target,
  assigned: readonly TopicPartition[],
  memory: Memory,
): Promise<Map<string, AssignedPartition>> {
  if (assigned.length === 0) return new Map();
  const { committed, logs } = await groupOffsets(brokers, target);
  return new Map(assigned.map((topicPartition) => {
    const name = partitionName(topicPartition);
    const [commit, log] = [committed.get(name), logs.get(name)];
    if (!commit || !log) throw new Error(`Cannot find ${name}: the topic is changing`);
    const before = memory.get(name);
    const remembered = {
      ledger: continuedLedger(before?.ledger, commit, log),
      delivered: before?.delivered ?? 0,
    };
    memory.set(name, remembered);
    return [name, new AssignedPartition(remembered, commit, log)];
  }));
}
