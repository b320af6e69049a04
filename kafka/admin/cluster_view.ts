import type { Metadata } from "../protocol/cluster/metadata.ts";
import { type PartitionReplicas, partitionReplicas } from "./replicas/partition_replicas.ts";

/** A broker that is up, by the listener that clients use. */
export interface BrokerAddress {
  id: number;
  host: string;
  port: number;
  rack?: string;
}

/** A topic, as a broker sees it. */
export interface TopicView {
  name: string;
  /** Whether Kafka keeps it for itself, as `__consumer_offsets`. */
  internal: boolean;
  /** By partition. */
  partitions: PartitionReplicas[];
}

/** The cluster, as a broker sees it. */
export interface ClusterView {
  clusterId?: string;
  /** The id of the controller; absent while there is none. */
  controller?: number;
  /** Those that are up, by id. */
  brokers: BrokerAddress[];
  /** Those that can be described, by name. */
  topics: TopicView[];
}

/** A broker's answer in the form in which the rest of this library, and its users, read it. */
export function clusterView({ clusterId, controller, brokers, topics }: Metadata): ClusterView {
  return {
    ...(clusterId !== null && { clusterId }),
    ...(controller >= 0 && { controller }),
    brokers: brokers
      .map(({ nodeId: id, host, port, rack }) => ({ id, host, port, ...(rack && { rack }) }))
      .sort((a, b) => a.id - b.id),
    topics: topics
      .filter(({ errorCode, partitions }) => errorCode === 0 || partitions.length > 0)
      .map((topic) => (
        { name: topic.name, internal: topic.internal, partitions: partitionReplicas(topic) }
      ))
      .sort((a, b) => a.name < b.name ? -1 : 1),
  };
}
