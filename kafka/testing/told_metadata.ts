import type { Metadata } from "../protocol/cluster/metadata.ts";
import { ZERO_UUID } from "../protocol/wire/fields.ts";
import type { FakeBroker } from "./fake_broker.ts";

/** UNKNOWN_TOPIC_OR_PARTITION. */
export const UNKNOWN_TOPIC = 3;

/** A cluster, as a broker may see it. */
export interface ToldCluster {
  /** Brokers 1, 2, … */
  brokers: readonly FakeBroker[];
  /** Its id; -1: none. */
  controller: number;
  /** The leaders of the partitions, by topic. */
  topics?: Record<string, readonly number[]>;
}

/** What a broker answers that sees the cluster so, and is asked for these topics. */
export function toldMetadata(
  { brokers, controller, topics = {} }: ToldCluster,
  asked: readonly { name: string }[] | null,
): Metadata {
  const names = asked?.map(({ name }) => name) ?? Object.keys(topics);
  return {
    throttleTimeMs: 0,
    brokers: brokers.map(({ port }, index) => (
      { nodeId: index + 1, host: "127.0.0.1", port, rack: null }
    )),
    clusterId: "c",
    controller,
    topics: names.map((name) => ({
      errorCode: name in topics ? 0 : UNKNOWN_TOPIC,
      name,
      id: ZERO_UUID,
      internal: false,
      partitions: (topics[name] ?? []).map((leader, partition) => ({
        ...{ errorCode: 0, partition, leader, leaderEpoch: 0 },
        ...{ replicas: [leader], isr: [leader], offlineReplicas: [] },
      })),
      authorizedOperations: 0,
    })),
    authorizedOperations: 0,
  };
}
