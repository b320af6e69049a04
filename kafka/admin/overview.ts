import { partitionReplicas } from "./partition_replicas.ts";
import type { Brokers } from "../client/brokers.ts";
import type { Metadata, TopicMetadata } from "../protocol/cluster/metadata.ts";
import { type Balance, balanceOf } from "./balance.ts";

/** The cluster at a glance: one Metadata request. */
export interface Overview {
  clusterId: string;
  /** The id of the controller; absent while there is none. */
  controller?: number;
  /** By id. */
  brokers: BrokerAddress[];
  /** By name. */
  topics: TopicSummary[];
}

/** A topic as a row of a list. */
export interface TopicSummary {
  name: string;
  /** Whether Kafka keeps it for itself, as `__consumer_offsets`. */
  internal: boolean;
  partitions: number;
  /** Of the partition that has the most replicas. */
  replicationFactor: number;
  /** How many partitions have fewer replicas in sync than replicas. */
  underReplicated: number;
  /** How many partitions have no leader. */
  offline: number;
  /** How many partitions are led by another than the first of their replicas (KIP-460). */
  notPreferred: number;
  balance: Balance;
}

/** A broker that is up, by the listener that clients use. */
export interface BrokerAddress {
  id: number;
  host: string;
  port: number;
  rack?: string;
}

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
