import type { Brokers } from "../client/brokers.ts";
import { fetchOffsets, type LedPartition, type OffsetAt } from "../reader/log_offsets.ts";
import type { TopicMetadata } from "../protocol/cluster/metadata.ts";

/** Offsets by topic and then partition; `undefined` where the partition has no leader to ask. */
export type Offsets = Map<string, (number | undefined)[]>;

/** The partitions of topics with their leaders. */
export function ledPartitions(topics: readonly TopicMetadata[]): LedPartition[] {
  return topics.flatMap(({ name: topic, partitions }) =>
    partitions.map(({ partition, leader }) => ({ topic, partition, leader }))
  );
}

/** Offsets of all topics, or of these where they exist: one Metadata, one ListOffsets a leader. */
export async function topicOffsets(
  brokers: Brokers,
  at: OffsetAt,
  topics: readonly string[] | null,
): Promise<Offsets> {
  const found = (await brokers.metadata(topics)).topics.filter(({ errorCode }) => errorCode === 0);
  const offsets = await fetchOffsets(brokers, ledPartitions(found), at);
  return new Map(found.map(({ name, partitions }) => {
    const known = offsets.get(name);
    return [name, Array.from(partitions, (_, partition) => known?.get(partition))];
  }));
}
