import type { ConfigEntry } from "../../../kafka/admin/topics/configs.ts";
import type { PartitionMetadata, TopicMetadata } from "../../../kafka/protocol/cluster/metadata.ts";

/** A partition as REST Proxy shows it. */
export function partitionView({ partition, leader, replicas, isr }: PartitionMetadata) {
  return {
    partition,
    leader,
    replicas: replicas.map((broker) => ({
      broker,
      leader: broker === leader,
      in_sync: isr.includes(broker),
    })),
  };
}

/** All partitions of a topic, by their number. */
export function partitionViews({ partitions }: TopicMetadata) {
  return partitions.toSorted((a, b) => a.partition - b.partition).map(partitionView);
}

/** A topic as REST Proxy shows it. */
export function topicView(topic: TopicMetadata, config: readonly ConfigEntry[]) {
  return {
    name: topic.name,
    configs: Object.fromEntries(config.map(({ name, value }) => [name, value])),
    partitions: partitionViews(topic),
  };
}
