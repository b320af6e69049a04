/**
 * What Kafka is asked about groups and their topics, and what it is told beside consuming.
 *
 * @module
 */
import {
  type Admin,
  type Broker,
  type Cluster,
  type Kafka,
  type KafkaJSProtocolError,
  PartitionAssigners,
} from "kafkajs";
import { partitionName, type TopicPartition } from "../topic_partition.ts";

/** What is consumed, and as which group. */
export interface Target {
  group: string;
  topics: readonly string[];
}

/** What a group has committed for a partition. */
export interface Committed extends TopicPartition {
  /** -1: nothing. */
  offset: number;
  metadata: string | null;
}

/** The log of a partition. */
export interface LogEnds extends TopicPartition {
  /** Offset of the oldest record. */
  low: number;
  /** The high watermark: offset of the next record. */
  high: number;
}

/** Both of every partition of some topics, by {@linkcode partitionName}. */
export interface GroupOffsets {
  committed: ReadonlyMap<string, Committed>;
  logs: ReadonlyMap<string, LogEnds>;
}

/** Runs an admin client for as long as `work` takes. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Where a group is in its topics, and where their logs begin and end. */
export function groupOffsets(kafka: Kafka, { group, topics }: Target): Promise<GroupOffsets> {
  return withAdmin(kafka, async (admin) => {
    const [committed, logs] = await Promise.all([
      committedOffsets(admin, group, topics),
      logEnds(admin, topics),
    ]);
    return { committed, logs };
  });
}

/** What the group has committed, by {@linkcode partitionName}, for every partition of the topics. */
export async function committedOffsets(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<Map<string, Committed>> {
  const found = await admin.fetchOffsets({ groupId, topics: [...topics] });
  return new Map(
    found.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset, metadata }) => {
        const committed = { topic, partition, offset: Number(offset), metadata };
        return [partitionName(committed), committed];
      })
    ),
  );
}

/** The logs, by {@linkcode partitionName}, of every partition of the topics. */
export async function logEnds(
  admin: Admin,
  topics: readonly string[],
): Promise<Map<string, LogEnds>> {
  const found = await Promise.all(topics.map(async (topic) => {
    const partitions = await admin.fetchTopicOffsets(topic);
    return partitions.map(({ partition, low, high }) => {
      const ends = { topic, partition, low: Number(low), high: Number(high) };
      return [partitionName(ends), ends] as const;
    });
  }));
  return new Map(found.flat());
}

/** What kafkajs's brokers can do, and its types do not tell. */
type Coordinator = Broker & {
  leaveGroup(member: { groupId: string; memberId: string }): Promise<void>;
};

/**
 * Runs `work` with the broker that coordinates the group. kafkajs's cluster, which is the way to it,
 * is handed to partition assigners only.
 */
async function withCoordinator(
  kafka: Kafka,
  groupId: string,
  work: (coordinator: Coordinator) => Promise<void>,
): Promise<void> {
  let cluster: Cluster | undefined;
  const consumer = kafka.consumer({
    groupId,
    partitionAssigners: [(config) => {
      cluster = config.cluster;
      return PartitionAssigners.roundRobin(config);
    }],
  });
  try {
    await consumer.connect();
    await work(await cluster!.findGroupCoordinator({ groupId }) as Coordinator);
  } finally {
    await consumer.disconnect();
  }
}

/**
 * Commits offsets for a group without joining it, as kafkajs's own setOffsets does, at 5 s a topic.
 * The broker takes this while the group has no members, and only then. There is no metadata: at a new
 * position a ledger begins anew.
 *
 * @throws {KafkaJSProtocolError} UNKNOWN_MEMBER_ID when the group has members.
 */
export function commitForEmptyGroup(
  kafka: Kafka,
  groupId: string,
  offsets: readonly (TopicPartition & { offset: number })[],
): Promise<void> {
  return withCoordinator(kafka, groupId, (coordinator) =>
    coordinator.offsetCommit({
      groupId,
      groupGenerationId: -1,
      memberId: "",
      topics: offsets.map(({ topic, partition, offset }) => ({
        topic,
        partitions: [{ partition, offset: `${offset}` }],
      })),
    }));
}

/**
 * Takes a member out of its group. One that could not leave, as its coordinator died, would hold up
 * the group for as long as its session lasts.
 *
 * @throws when the coordinator cannot be reached.
 */
export async function removeMember(kafka: Kafka, groupId: string, memberId: string): Promise<void> {
  try {
    await withCoordinator(
      kafka,
      groupId,
      (coordinator) => coordinator.leaveGroup({ groupId, memberId }),
    );
  } catch (error) {
    if ((error as KafkaJSProtocolError).type !== "UNKNOWN_MEMBER_ID") throw error;
  }
}
