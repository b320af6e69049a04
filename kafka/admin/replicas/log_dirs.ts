import { describeLogDirs } from "../../protocol/cluster/describe_log_dirs.ts";
import type { PartitionReplicas } from "./partition_replicas.ts";
import type { Brokers } from "../../client/brokers.ts";
import { errorName } from "../../errors.ts";
import { byTopic, type TopicPartition } from "../../topic_partition.ts";
import { PATIENCE } from "../../client/patience.ts";

/** A replica as a log directory holds it (KIP-113). */
export interface LogDirReplica extends TopicPartition {
  sizeBytes: number;
  /** How many records it is behind the high watermark, or behind the current replica if future. */
  lag: number;
  /** Whether it is being moved here from another directory of the same broker. */
  isFuture: boolean;
}

/** A log directory of a broker. */
export interface LogDir {
  broker: number;
  path: string;
  /** Kafka's name of the error if the directory is offline. */
  error?: string;
  /** Of its volume (KIP-827). */
  totalBytes?: number;
  usableBytes?: number;
  replicas: LogDirReplica[];
}

/** The log directories of brokers with all partitions, or these. Brokers that fail are left out. */
export async function logDirs(
  brokers: Brokers,
  ids: readonly number[],
  partitions?: readonly TopicPartition[],
): Promise<LogDir[]> {
  const topics = partitions ? byTopic(partitions, ({ partition }) => partition) : null;
  const answers = await Promise.allSettled(ids.map(async (broker) => {
    const { results } = await brokers.request(broker, describeLogDirs, { topics }, PATIENCE);
    return results.map((result): LogDir => {
      const { errorCode, path, topics, totalBytes, usableBytes } = result;
      const error = errorName(errorCode);
      return {
        broker,
        path,
        ...(error && { error }),
        ...(totalBytes >= 0 && { totalBytes }),
        ...(usableBytes >= 0 && { usableBytes }),
        replicas: topics.flatMap(({ name: topic, partitions }) =>
          partitions.map(({ partition, sizeBytes, offsetLag: lag, isFuture }) => (
            { topic, partition, sizeBytes, lag, isFuture }
          ))
        ),
      };
    });
  }));
  return answers
    .flatMap((answer) => answer.status === "fulfilled" ? answer.value : [])
    .sort((a, b) => a.broker - b.broker || (a.path < b.path ? -1 : 1));
}

/** The size of a partition's replica on a broker, in bytes; undefined where it is not known. */
export type ReplicaSize = (broker: number, partition: TopicPartition) => number | undefined;

/** The sizes of replicas, looked up in log directories. Replicas to be are not counted. */
export function replicaSizes(dirs: readonly LogDir[]): ReplicaSize {
  const name = (broker: number, { topic, partition }: TopicPartition) =>
    `${broker}/${topic}/${partition}`;
  const sizes = new Map(dirs.flatMap(({ broker, replicas }) =>
    replicas
      .filter(({ isFuture }) => !isFuture)
      .map((replica) => [name(broker, replica), replica.sizeBytes])
  ));
  return (broker, partition) => sizes.get(name(broker, partition));
}

/** The size of a partition's log at its leader, in bytes. */
export function leaderSize(size: ReplicaSize, partition: PartitionReplicas): number | undefined {
  return partition.leader === undefined ? undefined : size(partition.leader, partition);
}
