import { type PartitionReplicas, partitionReplicas } from "../replicas/partition_replicas.ts";
import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import { logOffsets } from "../../reader/log_offsets.ts";
import { type Balance, balanceOf } from "../replicas/balance.ts";
import { type ConfigEntry, describe } from "./configs.ts";
import { leaderSize, logDirs, replicaSizes } from "../replicas/log_dirs.ts";
import { ledPartitions } from "../offsets.ts";

/** A partition with the log that its leader keeps; what no leader tells is absent. */
export interface PartitionDetail extends PartitionReplicas {
  /** Offset of the oldest record. */
  startOffset?: number;
  /** The high watermark: offset of the next record. */
  endOffset?: number;
  /** Up to where committed records are read: the first record of an open transaction, or the end. */
  lastStableOffset?: number;
  /** Bytes of the leader's log; absent without a leader, or where log directories cannot be read. */
  sizeBytes?: number;
}

/** A topic in full. */
export interface TopicDetail {
  name: string;
  internal: boolean;
  /** By partition. */
  partitions: PartitionDetail[];
  balance: Balance;
  /** By name. */
  config: ConfigEntry[];
}

/** A topic in full. @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION. */
export async function topicDetail(brokers: Brokers, name: string): Promise<TopicDetail> {
  const { brokers: nodes, topics } = await brokers.metadata([name]);
  const [topic] = topics;
  check(topic.errorCode, `find topic ${name}`);
  const replicas = partitionReplicas(topic);
  const led = ledPartitions(topics);
  const up = nodes.map(({ nodeId }) => nodeId);
  const [logs, config, dirs] = await Promise.all([
    logOffsets(brokers, led),
    describe(brokers, { topic: name }),
    logDirs(brokers, up, replicas),
  ]);
  const size = replicaSizes(dirs);
  return {
    name,
    internal: topic.internal,
    partitions: replicas.map((partition) => ({
      ...partition,
      startOffset: logs.start.get(name)?.get(partition.partition),
      lastStableOffset: logs.stable.get(name)?.get(partition.partition),
      endOffset: logs.end.get(name)?.get(partition.partition),
      sizeBytes: leaderSize(size, partition),
    })),
    balance: balanceOf(replicas, up),
    config,
  };
}
