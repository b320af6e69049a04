import { type Commit, type KnownGroup, knownGroup, knownGroups } from "./known_groups.ts";
import { lagOf } from "./lag.ts";
import { groupNamesOf } from "./list_groups.ts";
import type { DescribedGroup } from "../../protocol/groups/describe_groups.ts";
import { type AssignedTopic, readAssignment } from "../../protocol/groups/consumer_assignment.ts";
import { KafkaError } from "../../errors.ts";
import type { Brokers } from "../../client/brokers.ts";
import { fetchOffsets, type OffsetsByPartition } from "../../reader/log_offsets.ts";
import { ledPartitions } from "../offsets.ts";
import { comparePartitions, type TopicPartition } from "../../topic_partition.ts";

/** The states of a consumer group. `Dead` is also what Kafka says of a group it does not know. */
export type GroupState =
  | "Stable"
  | "PreparingRebalance"
  | "CompletingRebalance"
  | "Empty"
  | "Dead"
  | "Assigning"
  | "Reconciling"
  | "Unknown";

/** A group as a row of a list. */
export interface GroupSummary {
  group: string;
  /** `consumer` for consumers; `connect` and others coordinate something else. */
  protocolType: string;
  state: GroupState;
  /** The broker that coordinates it. */
  coordinator: number;
  members: number;
  /** The topics it has committed offsets of, by name. */
  topics: string[];
  /** Records between its commits and the ends of the partitions that it has commits of. */
  totalLag: number;
  /** Of each of these partitions that has a leader. */
  lags: PartitionLag[];
}

/** How many records a group is behind in a partition. */
export interface PartitionLag extends TopicPartition {
  lag: number;
}

/** A member of a group. */
export interface GroupMember {
  memberId: string;
  /** Of a static member (KIP-345). */
  instanceId?: string;
  clientId: string;
  host: string;
  /** By topic; empty while the group rebalances. */
  assignment: { topic: string; partitions: number[] }[];
}

/** Where a group is in a partition. */
export interface GroupOffset extends TopicPartition {
  /** Absent where it is assigned, but nothing is committed yet. */
  committed?: number;
  metadata?: string;
  /** Absent without a leader. */
  startOffset?: number;
  /** Absent without a leader. */
  endOffset?: number;
  /** Records between the commit and the end, never negative; absent where either is. */
  lag?: number;
  /** The member that it is assigned to. */
  memberId?: string;
}

/** A group in full. */
export interface GroupDetail {
  group: string;
  protocolType: string;
  /** How partitions are assigned, such as `range`; empty while nothing is. */
  protocol: string;
  state: GroupState;
  coordinator: number;
  members: GroupMember[];
  /** What is committed or assigned, by topic and partition. */
  offsets: GroupOffset[];
}

/**
 * All groups, by name. Each broker is asked once for those it coordinates, once for their members,
 * once for their commits, and once for the ends of logs; brokers that fail are left out.
 */
export async function groupSummaries(brokers: Brokers): Promise<GroupSummary[]> {
  const { brokers: nodes } = await brokers.metadata([]);
  const answers = await Promise.allSettled(
    nodes.map(async ({ nodeId }) =>
      knownGroups(brokers, nodeId, await groupNamesOf(brokers, nodeId))
    ),
  );
  const known = answers.flatMap((answer) => answer.status === "fulfilled" ? answer.value : []);
  const ends = await logEnds(brokers, known.flatMap(({ commits }) => commits), ["end"]);
  return known
    .map((group) => summarizeGroup(group, ends.end))
    .sort((a, b) => a.group < b.group ? -1 : 1);
}

/** A group in full. @throws {KafkaError} GROUP_ID_NOT_FOUND. */
export async function groupDetail(brokers: Brokers, group: string): Promise<GroupDetail> {
  const { coordinator, described, commits } = await knownGroup(brokers, group);
  const { state, protocolType, protocol } = described;
  if (state === "Dead" && commits.length === 0) {
    throw new KafkaError(
      "GROUP_ID_NOT_FOUND",
      `Cannot find group ${group}: there is none of this name`,
    );
  }
  const members = described.members.map((member) => toMember(member, protocolType));
  const partitions = [...commits, ...assigned(members)];
  const { start, end } = await logEnds(brokers, partitions, ["start", "end"]);
  const offsets = groupOffsets({ commits, members, start, end });
  const common = { group, protocolType, protocol, state: state as GroupState, coordinator };
  return { ...common, members, offsets };
}

/** Ends of the logs of these partitions, in one request an end and leader. */
async function logEnds<E extends "start" | "end">(
  brokers: Brokers,
  partitions: readonly TopicPartition[],
  ends: readonly E[],
): Promise<Record<E, OffsetsByPartition>> {
  const wanted = new Map<string, Set<number>>();
  for (const { topic, partition } of partitions) {
    wanted.set(topic, (wanted.get(topic) ?? new Set()).add(partition));
  }
  const { topics } = await brokers.metadata([...wanted.keys()]);
  const led = ledPartitions(topics).filter(({ topic, partition }) =>
    wanted.get(topic)?.has(partition)
  );
  const found = ends.map(async (end) => [end, await fetchOffsets(brokers, led, end)] as const);
  return Object.fromEntries(await Promise.all(found)) as Record<E, OffsetsByPartition>;
}

function summarizeGroup(
  { coordinator, described, commits }: KnownGroup,
  ends: OffsetsByPartition,
): GroupSummary {
  const { group, protocolType, state, members } = described;
  const lags = commits.flatMap(({ topic, partition, offset }) => {
    const lag = lagOf(offset, offsetIn(ends, { topic, partition }));
    return lag === undefined ? [] : { topic, partition, lag };
  });
  return {
    group,
    protocolType,
    state: state as GroupState,
    coordinator,
    members: members.length,
    topics: [...new Set(commits.map(({ topic }) => topic))].sort(),
    totalLag: lags.reduce((sum, { lag }) => sum + lag, 0),
    lags,
  };
}

function toMember(
  { memberId, instanceId, clientId, host, assignment }: DescribedGroup["members"][number],
  protocolType: string,
): GroupMember {
  return {
    memberId,
    ...(instanceId && { instanceId }),
    clientId,
    host: host.replace(/^\//, ""),
    assignment: assignedTopics(assignment, protocolType)
      .map(({ topic, partitions }) => ({ topic, partitions: partitions.toSorted((a, b) => a - b) }))
      .sort((a, b) => a.topic < b.topic ? -1 : 1),
  };
}

/** What others than consumers are assigned has a form of its own, and any member may write anything. */
function assignedTopics(assignment: Uint8Array, protocolType: string): AssignedTopic[] {
  if (protocolType !== "consumer") return [];
  try {
    return readAssignment(assignment);
  } catch {
    return [];
  }
}

function assigned(members: readonly GroupMember[]): (TopicPartition & { memberId: string })[] {
  return members.flatMap(({ memberId, assignment }) =>
    assignment.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition, memberId }))
    )
  );
}

/** What a group has committed or is assigned, with the ends of the logs, by topic and partition. */
export function groupOffsets({ commits, members, start, end }: {
  commits: readonly Commit[];
  members: readonly GroupMember[];
  start: OffsetsByPartition;
  end: OffsetsByPartition;
}): GroupOffset[] {
  const byName = new Map<string, GroupOffset>();
  const rows = [
    ...commits.map(({ offset: committed, ...rest }) => ({ ...rest, committed })),
    ...assigned(members),
  ];
  for (const row of rows) {
    const name = `${row.topic}/${row.partition}`;
    byName.set(name, { ...byName.get(name), ...row });
  }
  return [...byName.values()]
    .map((row) => {
      const endOffset = offsetIn(end, row);
      const lag = lagOf(row.committed, endOffset);
      return { ...row, startOffset: offsetIn(start, row), endOffset, lag };
    })
    .sort(comparePartitions);
}

function offsetIn(offsets: OffsetsByPartition, { topic, partition }: TopicPartition) {
  return offsets.get(topic)?.get(partition);
}
