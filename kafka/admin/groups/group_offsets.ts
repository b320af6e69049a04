import { delay } from "@std/async";
import type { Brokers } from "../../client/brokers.ts";
import { check, errorName, KafkaError } from "../../errors.ts";
import { offsetCommit } from "../../protocol/groups/offset_commit.ts";
import { byTopic, partitionName, type TopicPartition } from "../../topic_partition.ts";
import { type Committed, committedOffsets } from "../../consumer/committed_offsets.ts";
import { retrying } from "../../client/retry.ts";
import { coordinatorOf } from "../../client/coordinator.ts";
import {
  fetchOffsets,
  type LedPartition,
  logOffsets,
  type OffsetAt,
} from "../../reader/log_offsets.ts";
import { ledPartitions } from "../offsets.ts";
import { locate } from "./locate.ts";

const UNKNOWN_TOPIC = "UNKNOWN_TOPIC_OR_PARTITION";

/** How long a leader is looked for that does not tell an offset, and the pause before the next look, ms. */
const LEADER_TIMEOUT = 3_000;
const LEADER_PAUSE = 100;

/** What is consumed, and as which group. */
export interface Target {
  group: string;
  topics: readonly string[];
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
  /** The last stable offset: up to it records of transactions are decided. */
  stable: number;
}

/** Both of every partition of some topics, by {@linkcode partitionName}. */
export interface GroupOffsets {
  committed: ReadonlyMap<string, Committed>;
  logs: ReadonlyMap<string, LogEnds>;
}

/** Where a group is in its topics, and where their logs begin and end; topics that are gone are left out. */
export async function groupOffsets(
  brokers: Brokers,
  { group, topics }: Target,
): Promise<GroupOffsets> {
  const partitions = ledPartitions((await brokers.metadata(topics)).topics);
  const [committed, logs] = await Promise.all([
    committedOffsets(brokers, group, partitions),
    logEnds(brokers, partitions),
  ]);
  return { committed, logs };
}

/**
 * The partitions of topics.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, which names all topics that there are not.
 */
export async function partitionsOf(
  brokers: Brokers,
  topics: readonly string[],
): Promise<LedPartition[]> {
  const found = await brokers.metadata(topics);
  const unknown = found.topics
    .filter(({ errorCode }) => errorName(errorCode) === UNKNOWN_TOPIC)
    .map(({ name }) => name);
  if (unknown.length > 0) {
    throw new KafkaError(UNKNOWN_TOPIC, `Cannot find ${unknown.join(", ")}: create it first`);
  }
  for (const { errorCode, name } of found.topics) check(errorCode, `find topic ${name}`);
  return ledPartitions(found.topics);
}

/** The logs of these partitions, by {@linkcode partitionName}; those without a leader are missing. */
export async function logEnds(
  brokers: Brokers,
  partitions: readonly LedPartition[],
): Promise<Map<string, LogEnds>> {
  const logs = await logOffsets(brokers, partitions);
  return new Map(partitions.flatMap(({ topic, partition }) => {
    const low = logs.start.get(topic)?.get(partition);
    const high = logs.end.get(topic)?.get(partition);
    const stable = logs.stable.get(topic)?.get(partition);
    if (low === undefined || high === undefined || stable === undefined) return [];
    return [[partitionName({ topic, partition }), { topic, partition, low, high, stable }]];
  }));
}

/**
 * The offsets of partitions at a start; at a time after the last record, the end of the log. A leader
 * that has just been elected may not know it yet, so that it is asked again for 3 s; partitions of
 * which nobody tells by then are missing.
 */
export async function offsetsAt(
  brokers: Brokers,
  partitions: readonly LedPartition[],
  at: OffsetAt,
): Promise<Position[]> {
  const end = performance.now() + LEADER_TIMEOUT;
  for (let led = partitions;; led = await locate(brokers, partitions)) {
    const found = await offsetsNow(brokers, led, at);
    if (found.length === partitions.length || performance.now() > end) return found;
    await delay(LEADER_PAUSE);
  }
}

async function offsetsNow(
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
