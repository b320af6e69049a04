import { deleteGroups } from "../../protocol/groups/delete_groups.ts";
import { check, KafkaError } from "../../errors.ts";
import type { Brokers } from "../../client/brokers.ts";
import { fetchOffsets, logOffsets } from "../../reader/log_offsets.ts";
import { coordinatorOf } from "../../client/coordinator.ts";
import { commitOffsets } from "./group_offsets.ts";
import type { GroupState } from "./group_state.ts";
import { type Commit, knownGroup } from "./known_groups.ts";
import { lagOf } from "./lag.ts";
import { ledPartitions } from "../offsets.ts";
import { resolveStart, type Start } from "../../reader/start.ts";
import { comparePartitions, type TopicPartition } from "../../topic_partition.ts";

/** Which offsets of a group to set, and to what. */
export interface ResetTarget {
  /** One topic, or all that the group has commits of. */
  topic?: string;
  /** Those of the topic; else all. */
  partitions?: readonly number[];
  to: ResetStart;
}

/**
 * Where to reset to: a start; so many offsets behind (or before, below 0) what is committed; or where
 * another group is, in the partitions that it has committed.
 */
export type ResetStart = Start | { shift: number } | { group: string };

/** What a reset does to one partition. */
export interface ResetStep extends TopicPartition {
  /** What is committed now; absent: nothing. */
  from?: number;
  to: number;
  startOffset: number;
  /** The high watermark. */
  endOffset: number;
  /** How far behind the group is then, in records. */
  lag: number;
}

/** What a step means for the group's consumers, in offsets. */
export interface ResetEffect {
  /** Records that are read again. */
  again: number;
  /** Records that are passed by unread. */
  passed: number;
}

/**
 * What a step means for the group's consumers; `undefined` where nothing was committed before. What
 * the log no longer has, or not yet, counts neither way.
 */
export function resetEffect(
  { from, to, startOffset, endOffset }: Omit<ResetStep, "topic" | "partition" | "lag">,
): ResetEffect | undefined {
  if (from === undefined) return undefined;
  const left = Math.min(Math.max(from, startOffset), endOffset);
  return { again: Math.max(0, left - to), passed: Math.max(0, to - left) };
}

/** What a reset does. */
export interface ResetPlan {
  group: string;
  state: GroupState;
  /** Kafka takes a reset while the group has no members, and only then. */
  possible: boolean;
  /** By topic and partition. */
  steps: ResetStep[];
}

/**
 * What a reset would do now.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, GROUP_ID_NOT_FOUND where neither the group nor the target names a
 * topic; UNREACHABLE where a partition has no leader to ask.
 */
export async function previewReset(
  brokers: Brokers,
  group: string,
  target: ResetTarget,
): Promise<ResetPlan> {
  const { described, commits } = await knownGroup(brokers, group);
  const other = typeof target.to === "object" && "group" in target.to
    ? await commitsOf(brokers, target.to.group)
    : undefined;
  const all = await wantedPartitions(brokers, group, target, other ?? commits);
  const wanted = other === undefined
    ? all
    : all.filter((led) => offsetIn(other, led) !== undefined);
  const [logs, found] = await Promise.all([
    logOffsets(brokers, wanted),
    typeof target.to === "object" && "time" in target.to
      ? fetchOffsets(brokers, wanted, target.to)
      : undefined,
  ]);
  const steps = wanted.map(({ topic, partition }) => {
    const startOffset = logs.start.get(topic)?.get(partition);
    const endOffset = logs.end.get(topic)?.get(partition);
    if (startOffset === undefined || endOffset === undefined) {
      const detail = `partition ${partition} of ${topic} has no leader to ask`;
      throw new KafkaError("UNREACHABLE", `Cannot reset the offsets of ${group}: ${detail}`);
    }
    const from = offsetIn(commits, { topic, partition });
    const there = other && offsetIn(other, { topic, partition });
    const start = shifted(target.to, { from, there }, { group, topic, partition });
    const to = resolveStart(start, startOffset, endOffset, found?.get(topic)?.get(partition));
    const lag = lagOf(to, logs.stable.get(topic)?.get(partition)) ?? 0;
    return {
      ...{ topic, partition, ...(from !== undefined && { from }), to },
      ...{ startOffset, endOffset, lag },
    };
  });
  const state = described.state as GroupState;
  return { group, state, possible: state === "Empty" || state === "Dead", steps };
}

/**
 * Resets offsets, and tells what was done. Metadata of the commits before goes with them.
 *
 * @throws {KafkaError} `conflict` while the group has members.
 */
export async function resetOffsets(
  brokers: Brokers,
  group: string,
  target: ResetTarget,
): Promise<ResetPlan> {
  const plan = await previewReset(brokers, group, target);
  const action = `reset the offsets of ${group}`;
  if (!plan.possible) {
    const detail = `it has members (${plan.state}); stop its consumers first`;
    throw new KafkaError("NON_EMPTY_GROUP", `Cannot ${action}: ${detail}`);
  }
  await commitOffsets(
    brokers,
    group,
    plan.steps.map(({ topic, partition, to: offset }) => (
      { topic, partition, offset }
    )),
  );
  return plan;
}

/** Makes Kafka forget a group. @throws {KafkaError} `conflict` while it has members, GROUP_ID_NOT_FOUND. */
export async function deleteGroup(brokers: Brokers, group: string): Promise<void> {
  const coordinator = await coordinatorOf(brokers, group);
  const { results } = await brokers.request(coordinator, deleteGroups, { groups: [group] });
  check(results[0].errorCode, `delete group ${group}`);
}

/** What another group has committed. @throws {KafkaError} GROUP_ID_NOT_FOUND: nothing. */
async function commitsOf(brokers: Brokers, group: string): Promise<Commit[]> {
  const { commits } = await knownGroup(brokers, group);
  if (commits.length > 0) return commits;
  const detail = "it has committed nothing";
  throw new KafkaError("GROUP_ID_NOT_FOUND", `Cannot take over the offsets of ${group}: ${detail}`);
}

function offsetIn(
  commits: readonly Commit[],
  { topic, partition }: TopicPartition,
): number | undefined {
  return commits.find((one) => one.topic === topic && one.partition === partition)?.offset;
}

/** A start that no longer depends on the commit. @throws {KafkaError} OFFSET_NOT_AVAILABLE without one. */
function shifted(
  to: ResetStart,
  { from, there }: { from?: number; there?: number },
  { group, topic, partition }: TopicPartition & { group: string },
): Start {
  if (there !== undefined) return { offset: there };
  if (typeof to !== "object" || !("shift" in to)) return to as Start;
  if (from !== undefined) return { offset: from + to.shift };
  const detail = `it has committed nothing for partition ${partition} of ${topic} to count from`;
  throw new KafkaError("OFFSET_NOT_AVAILABLE", `Cannot reset the offsets of ${group}: ${detail}`);
}

async function wantedPartitions(
  brokers: Brokers,
  group: string,
  { topic, partitions }: ResetTarget,
  commits: readonly Commit[],
) {
  const names = topic === undefined ? new Set(commits.map((commit) => commit.topic)) : [topic];
  const { topics } = await brokers.metadata([...names]);
  if (topic !== undefined) check(topics[0].errorCode, `reset the offsets of ${group} in ${topic}`);
  const wanted = ledPartitions(topics)
    .filter(({ partition }) => partitions === undefined || partitions.includes(partition))
    .filter((led) =>
      topic !== undefined ||
      commits.some((commit) => commit.topic === led.topic && commit.partition === led.partition)
    )
    .sort(comparePartitions);
  const missing = partitions?.find((id) => wanted.every(({ partition }) => partition !== id));
  if (missing !== undefined) {
    const of = topic ?? group;
    throw new KafkaError("UNKNOWN_PARTITION", `Cannot find partition ${missing} of ${of}`);
  }
  if (wanted.length > 0) return wanted;
  const detail = "it has committed nothing; name a topic";
  throw new KafkaError("GROUP_ID_NOT_FOUND", `Cannot reset the offsets of ${group}: ${detail}`);
}
