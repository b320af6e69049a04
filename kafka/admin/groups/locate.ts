import type { Brokers } from "../../client/brokers.ts";
import type { LedPartition } from "../../reader/log_offsets.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import { ledPartitions } from "../offsets.ts";

/** These partitions, each once, with their leaders. Those that there are not are missing. */
export async function locate(
  brokers: Brokers,
  partitions: readonly TopicPartition[],
): Promise<LedPartition[]> {
  const wanted = new Map<string, Set<number>>();
  for (const { topic, partition } of partitions) {
    wanted.set(topic, (wanted.get(topic) ?? new Set()).add(partition));
  }
  const { topics } = await brokers.metadata([...wanted.keys()]);
  return ledPartitions(topics)
    .filter(({ topic, partition }) => wanted.get(topic)?.has(partition));
}
