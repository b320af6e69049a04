import type { Brokers } from "../protocol/brokers.ts";
import type { Metadata, TopicMetadata } from "../protocol/cluster/metadata.ts";
import { balanceOf } from "./balance.ts";
import type { BrokerAddress, Overview, PartitionReplicas, TopicSummary } from "./cluster.ts";

/** The cluster at a glance. */
export async function overview(brokers: Brokers): Promise<Overview> {
  const found = await brokers.metadata(null);
  const up = found.brokers.map(({ nodeId }) => nodeId);
  return {
    clusterId: found.clusterId ?? "",
    ...(found.controller >= 0 && { controller: found.controller }),
    brokers: brokerAddresses(found),
    topics: found.topics
      .filter(({ errorCode }) => errorCode === 0)
      .map((topic) => summarize(topic, up))
      .sort((a, b) => a.name < b.name ? -1 : 1),
  };
}

/** The brokers that are up, by id. */
export function brokerAddresses({ brokers }: Metadata): BrokerAddress[] {
  return brokers
    .map(({ nodeId: id, host, port, rack }) => ({ id, host, port, ...(rack && { rack }) }))
    .sort((a, b) => a.id - b.id);
}

/** A topic as a row of a list. */
export function summarize(topic: TopicMetadata, up: readonly number[]): TopicSummary {
  const { name, internal, partitions } = topic;
  return {
    name,
    internal,
    partitions: partitions.length,
    replicationFactor: Math.max(0, ...partitions.map(({ replicas }) => replicas.length)),
    underReplicated: partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length,
    offline: partitions.filter(({ leader }) => leader < 0).length,
    notPreferred:
      partitions.filter(({ leader, replicas }) => leader >= 0 && leader !== replicas[0]).length,
    balance: balanceOf(partitionReplicas(topic), up),
  };
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
