/**
 * Where a group is in its topics, and where their logs begin and end.
 *
 * @module
 */
import { type Admin, type Cluster, type Kafka, PartitionAssigners } from "kafkajs";
import { partitionName, type TopicPartition } from "./topic_partition.ts";

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

/**
 * Commits offsets for a group without joining it. The broker takes this while the group has no
 * members, and only then. Their metadata is empty: a ledger begins anew at a new position.
 *
 * @throws {KafkaJSProtocolError} UNKNOWN_MEMBER_ID when the group has members.
 */
export async function commitForEmptyGroup(
  kafka: Kafka,
  groupId: string,
  offsets: readonly (TopicPartition & { offset: number })[],
): Promise<void> {
  // kafkajs's own setOffsets joins the group, and takes 5 s a topic. Its cluster, the way to a
  // group's coordinator, it hands to partition assigners only.
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
    const coordinator = await cluster!.findGroupCoordinator({ groupId });
    await coordinator.offsetCommit({
      groupId,
      groupGenerationId: -1,
      memberId: "",
      topics: offsets.map(({ topic, partition, offset }) => ({
        topic,
        partitions: [{ partition, offset: `${offset}` }],
      })),
    });
  } finally {
    await consumer.disconnect();
  }
}
