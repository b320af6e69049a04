import type { TopicPartition } from "../../topic_partition.ts";
import type { TopicMetadata } from "../../protocol/cluster/metadata.ts";

/** Who keeps a partition. */
export interface PartitionReplicas extends TopicPartition {
  leader?: number;
  /** The first one is the preferred leader. */
  replicas: number[];
  isr: number[];
  /** Of `replicas`, those on brokers that are down, or whose log directory failed. */
  offlineReplicas: number[];
}

/** The replicas of a topic's partitions, by partition. */
export function partitionReplicas({ name, partitions }: TopicMetadata): PartitionReplicas[] {
  return partitions
    .map(({ partition, leader, replicas, isr, offlineReplicas }) => ({
      topic: name,
      partition,
      ...(leader >= 0 && { leader }),
      replicas: [...replicas],
      isr: [...isr],
      offlineReplicas: [...offlineReplicas],
    }))
    .sort((a, b) => a.partition - b.partition);
}
