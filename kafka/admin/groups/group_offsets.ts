import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import { leaveGroup } from "../../protocol/groups/leave_group.ts";
import { offsetCommit } from "../../protocol/groups/offset_commit.ts";
import { offsetFetch } from "../../protocol/groups/offset_fetch.ts";
import { byTopic, partitionName, type TopicPartition } from "../../topic_partition.ts";
import { retrying } from "../../client/retry.ts";
import { coordinatorOf } from "../../client/coordinator.ts";
import { fetchOffsets, type LedPartition, type OffsetAt } from "../../reader/log_offsets.ts";
import { ledPartitions } from "../offsets.ts";

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

/** An offset to commit. */
export interface Position extends TopicPartition {
  offset: number;
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

/** Where a group is in its topics, and where their logs begin and end. */
export async function groupOffsets(
  brokers: Brokers,
  { group, topics }: Target,
): Promise<GroupOffsets> {
  const partitions = await partitionsOf(brokers, topics);
  const [committed, logs] = await Promise.all([
    committedOffsets(brokers, group, partitions),
    logEnds(brokers, partitions),
  ]);
  return { committed, logs };
}

/**
 * The partitions of topics.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION.
 */
export async function partitionsOf(
  brokers: Brokers,
  topics: readonly string[],
): Promise<LedPartition[]> {
  const found = await brokers.metadata(topics);
  for (const { errorCode, name } of found.topics) check(errorCode, `find topic ${name}`);
  return ledPartitions(found.topics);
}

/** What a group has committed for these partitions, by {@linkcode partitionName}. */
export async function committedOffsets(
  brokers: Brokers,
  group: string,
  partitions: readonly TopicPartition[],
): Promise<Map<string, Committed>> {
  const topics = byTopic(partitions, ({ partition }) => partition);
  const action = `read the offsets of group ${group}`;
  const found = await retrying(async () => {
    const { groups: [answer] } = await brokers.request(
      await coordinatorOf(brokers, group),
      offsetFetch,
      { groups: [{ group, topics }], requireStable: false },
    );
    check(answer.errorCode, action);
    for (const { errorCode } of answer.topics.flatMap(({ partitions }) => partitions)) {
      check(errorCode, action);
    }
    return answer.topics;
  });
  return new Map(
    found.flatMap(({ name: topic, partitions }) =>
      partitions.map(({ partition, offset, metadata }) => {
        const committed = { topic, partition, offset, metadata };
        return [partitionName(committed), committed];
      })
    ),
  );
}

/** The logs of these partitions, by {@linkcode partitionName}; those without a leader are missing. */
export async function logEnds(
  brokers: Brokers,
  partitions: readonly LedPartition[],
): Promise<Map<string, LogEnds>> {
  const [starts, ends] = await Promise.all([
    fetchOffsets(brokers, partitions, "start"),
    fetchOffsets(brokers, partitions, "end"),
  ]);
  return new Map(partitions.flatMap(({ topic, partition }) => {
    const low = starts.get(topic)?.get(partition);
    const high = ends.get(topic)?.get(partition);
    if (low === undefined || high === undefined) return [];
    return [[partitionName({ topic, partition }), { topic, partition, low, high }]];
  }));
}

/**
 * The offsets of partitions at a start; at a time after the last record, the end of the log. Those
 * without a leader are missing.
 */
export async function offsetsAt(
  brokers: Brokers,
  partitions: readonly LedPartition[],
  at: OffsetAt,
): Promise<Position[]> {
  const [found, ends] = await Promise.all([
    fetchOffsets(brokers, partitions, at),
    typeof at === "object" ? fetchOffsets(brokers, partitions, "end") : undefined,
  ]);
  return partitions.flatMap(({ topic, partition }) => {
    const offset = found.get(topic)?.get(partition);
    const known = offset === -1 ? ends?.get(topic)?.get(partition) : offset;
    return known === undefined ? [] : [{ topic, partition, offset: known }];
  });
}

/**
 * Commits offsets for a group from outside it, without metadata. Kafka takes this while the group has
 * no members, and only then.
 *
 * @param timeoutMs how long a coordinator that is only starting is waited for.
 * @throws {KafkaError} UNKNOWN_MEMBER_ID when it has.
 */
export async function commitOffsets(
  brokers: Brokers,
  group: string,
  offsets: readonly Position[],
  timeoutMs?: number,
): Promise<void> {
  await retrying(async () => {
    const { topics } = await brokers.request(await coordinatorOf(brokers, group), offsetCommit, {
      group,
      generation: -1,
      member: "",
      instanceId: null,
      topics: byTopic(offsets, ({ partition, offset }) => (
        { partition, offset, leaderEpoch: -1, metadata: "" }
      )),
    });
    for (const { errorCode } of topics.flatMap(({ partitions }) => partitions)) {
      check(errorCode, `set the offsets of group ${group}`);
    }
  }, timeoutMs);
}

/**
 * Takes a member out of its group, if it is still in it. One that could not leave, as its coordinator
 * died, would hold up the group for as long as its session lasts.
 *
 * @throws {KafkaError} when the coordinator cannot be reached.
 */
export async function removeMember(
  brokers: Brokers,
  group: string,
  memberId: string,
): Promise<void> {
  await retrying(async () => {
    const answer = await brokers.request(await coordinatorOf(brokers, group), leaveGroup, {
      group,
      members: [{ memberId, instanceId: null }],
    });
    check(answer.errorCode, `take ${memberId} out of group ${group}`);
  });
}
