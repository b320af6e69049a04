/**
 * Which broker leads a partition, and which hold it: preferred leader election (KIP-460) and the
 * reassignment of replicas (KIP-455).
 *
 * @module
 */
import { alterPartitionReassignments } from "../../protocol/cluster/alter_partition_reassignments.ts";
import { electLeaders } from "../../protocol/cluster/elect_leaders.ts";
import { listPartitionReassignments } from "../../protocol/cluster/list_partition_reassignments.ts";
import { type PartitionReplicas, partitionReplicas } from "./partition_replicas.ts";
import type { Brokers } from "../../client/brokers.ts";
import { check, errorName } from "../../errors.ts";
import { CHANGE_TIMEOUT, requestController } from "../../client/controller.ts";
import { leaderSize, logDirs, type ReplicaSize, replicaSizes } from "./log_dirs.ts";
import { byTopic, comparePartitions, type TopicPartition } from "../../topic_partition.ts";

/** A partition whose replicas are being moved (KIP-455). */
export interface Reassignment extends TopicPartition {
  /** All that hold it now, those to go included. */
  replicas: number[];
  adding: number[];
  removing: number[];
  /** Bytes that the brokers to come have, of what the leader's log has times their number. */
  copiedBytes?: number;
  totalBytes?: number;
}

/** What came of the election of one partition's preferred leader. */
export interface ElectionOutcome extends TopicPartition {
  /** Kafka's name of the error; absent: its preferred leader leads it. */
  error?: string;
  message?: string;
}

/** Replicas for a partition. */
export interface ReplicaMove extends TopicPartition {
  /** In the order of preference: the first one becomes the preferred leader. */
  replicas: readonly number[];
}

/** Elects the preferred leaders of these partitions, or of all; tells where something came of it. */
export async function electPreferredLeaders(
  brokers: Brokers,
  partitions?: readonly TopicPartition[],
): Promise<ElectionOutcome[]> {
  const answer = await requestController(brokers, electLeaders, {
    electionType: 0,
    topics: partitions ? byTopic(partitions, ({ partition }) => partition) : null,
    timeoutMs: CHANGE_TIMEOUT,
  });
  check(answer.errorCode, "elect the preferred leaders");
  return answer.topics.flatMap(({ name: topic, partitions }) =>
    partitions.map(({ partition, errorCode, errorMessage }) => {
      const error = errorName(errorCode);
      return { topic, partition, ...(error && { error, message: errorMessage ?? error }) };
    })
  ).filter(({ error }) => error !== "ELECTION_NOT_NEEDED");
}

/** Begins to move replicas. @throws {KafkaError} of the first partition that is refused. */
export async function reassign(brokers: Brokers, moves: readonly ReplicaMove[]): Promise<void> {
  await alter(
    brokers,
    "move",
    byTopic(moves, ({ partition, replicas }) => (
      { partition, replicas }
    )),
  );
}

/** Cancels moves. @throws {KafkaError} NO_REASSIGNMENT_IN_PROGRESS. */
export async function cancelReassignments(
  brokers: Brokers,
  partitions: readonly TopicPartition[],
): Promise<void> {
  await alter(
    brokers,
    "cancel the move of",
    byTopic(partitions, ({ partition }) => (
      { partition, replicas: null }
    )),
  );
}

async function alter(
  brokers: Brokers,
  verb: string,
  topics: {
    name: string;
    partitions: { partition: number; replicas: readonly number[] | null }[];
  }[],
): Promise<void> {
  const answer = await requestController(brokers, alterPartitionReassignments, {
    timeoutMs: CHANGE_TIMEOUT,
    topics,
  });
  check(answer.errorCode, `${verb} partitions`, answer.errorMessage);
  for (const { name, partitions } of answer.topics) {
    for (const { partition, errorCode, errorMessage } of partitions) {
      check(errorCode, `${verb} partition ${partition} of ${name}`, errorMessage);
    }
  }
}

/** The moves under way, by topic and partition, with the bytes copied as log directories tell. */
export async function reassignments(brokers: Brokers): Promise<Reassignment[]> {
  const { errorCode, errorMessage, topics } = await requestController(
    brokers,
    listPartitionReassignments,
    { timeoutMs: CHANGE_TIMEOUT, topics: null },
  );
  check(errorCode, "list the moves of partitions", errorMessage);
  if (topics.length === 0) return [];
  const moves = topics.flatMap(({ name: topic, partitions }) =>
    partitions.map(({ partition, replicas, adding, removing }) => (
      { topic, partition, replicas: [...replicas], adding: [...adding], removing: [...removing] }
    ))
  );
  const found = await brokers.metadata(topics.map(({ name }) => name));
  const dirs = await logDirs(brokers, found.brokers.map(({ nodeId }) => nodeId), moves);
  const partitions = found.topics.flatMap(partitionReplicas);
  return moves
    .map((move) => withProgress(move, partitions, replicaSizes(dirs)))
    .sort(comparePartitions);
}

/** A move with how far it is: what the brokers to come have of the leader's log, each. */
export function withProgress(
  move: Reassignment,
  partitions: readonly PartitionReplicas[],
  size: ReplicaSize,
): Reassignment {
  const partition = partitions.find(({ topic, partition }) =>
    topic === move.topic && partition === move.partition
  );
  const whole = partition && leaderSize(size, partition);
  if (whole === undefined) return move;
  const copied = move.adding.map((broker) => Math.min(whole, size(broker, move) ?? 0));
  return {
    ...move,
    copiedBytes: copied.reduce((sum, bytes) => sum + bytes, 0),
    totalBytes: whole * move.adding.length,
  };
}
