import type { Brokers } from "../client/brokers.ts";
import { type Balance, balanceOf } from "./replicas/balance.ts";
import { type BrokerAddress, clusterView, type TopicView } from "./cluster_view.ts";

export type { BrokerAddress };

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
  /** The leader of each partition, by partition; `undefined` where there is none. */
  leaders: (number | undefined)[];
  balance: Balance;
}

/** The cluster at a glance. */
export async function overview(brokers: Brokers): Promise<Overview> {
  const view = clusterView(await brokers.metadata(null));
  const up = view.brokers.map(({ id }) => id);
  return {
    clusterId: "",
    ...view,
    topics: view.topics.map((topic) => summarize(topic, up)),
  };
}

/** A topic as a row of a list. */
export function summarize(
  { name, internal, partitions }: TopicView,
  up: readonly number[],
): TopicSummary {
  return {
    name,
    internal,
    partitions: partitions.length,
    replicationFactor: Math.max(0, ...partitions.map(({ replicas }) => replicas.length)),
    underReplicated: partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length,
    offline: partitions.filter(({ leader }) => leader === undefined).length,
    notPreferred:
      partitions.filter(({ leader, replicas }) => leader !== undefined && leader !== replicas[0])
        .length,
    leaders: partitions.map(({ leader }) => leader),
    balance: balanceOf(partitions, up),
  };
}
