import type { Brokers } from "../../client/brokers.ts";
import { KafkaError } from "../../errors.ts";
import { type LogOffsets, logOffsets } from "../../reader/log_offsets.ts";
import { comparePartitions, partitionName, type TopicPartition } from "../../topic_partition.ts";
import type { DescribedMember } from "./describe_groups.ts";
import type { GroupState } from "./group_state.ts";
import { type Commit, knownGroup } from "./known_groups.ts";
import { lagOf } from "./lag.ts";
import { ledPartitions } from "../offsets.ts";

/** A member of a group. */
export interface GroupMember {
  memberId: string;
  /** Of a static member (KIP-345). */
  instanceId?: string;
  clientId: string;
  host: string;
  /** By topic; empty while the group rebalances, and for members of groups that are no consumers'. */
  assignment: { topic: string; partitions: number[] }[];
}

/** Where a group is in a partition. The offsets of a log are absent where no leader tells them. */
export interface GroupOffset extends TopicPartition {
  /** Absent where nothing is committed: all that the log has is unread. */
  committed?: number;
  metadata?: string;
  startOffset?: number;
  /** Up to where committed records are read: the first record of an open transaction, or the end. */
  lastStableOffset?: number;
  /** The high watermark. */
  endOffset?: number;
  /** Records that are not read, as `lagOf()` counts them; absent where no leader tells. */
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
  /** All partitions of topics of which something is committed or assigned, by topic and partition. */
  offsets: GroupOffset[];
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
  const members = described.members.map(toMember);
  const names = new Set([...commits, ...assigned(members)].map(({ topic }) => topic));
  const partitions = ledPartitions((await brokers.metadata([...names])).topics);
  const logs = await logOffsets(brokers, partitions);
  return {
    ...{ group, protocolType, protocol, state: state as GroupState, coordinator, members },
    offsets: offsetRows({ partitions, commits, members }, logs),
  };
}

function toMember(
  { memberId, instanceId, clientId, host, assignment }: DescribedMember,
): GroupMember {
  return {
    memberId,
    ...(instanceId && { instanceId }),
    clientId,
    host: host.replace(/^\//, ""),
    assignment: assignment
      .map(({ topic, partitions }) => ({ topic, partitions: partitions.toSorted((a, b) => a - b) }))
      .sort((a, b) => a.topic < b.topic ? -1 : 1),
  };
}

function assigned(members: readonly GroupMember[]): (TopicPartition & { memberId: string })[] {
  return members.flatMap(({ memberId, assignment }) =>
    assignment.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition, memberId }))
    )
  );
}

/** What a group reads, and where it is. */
export interface GroupPlaces {
  /** Those of its topics; where a topic is gone, only what is committed or assigned is left of it. */
  partitions: readonly TopicPartition[];
  commits: readonly Commit[];
  members: readonly GroupMember[];
}

/** Where a group is in all partitions, with the offsets of the logs, by topic and partition. */
export function offsetRows(
  { partitions, commits, members }: GroupPlaces,
  { start, stable, end }: LogOffsets,
): GroupOffset[] {
  const byName = new Map<string, GroupOffset>();
  const rows = [
    ...partitions.map(({ topic, partition }) => ({ topic, partition })),
    ...commits.map(({ offset: committed, ...rest }) => ({ ...rest, committed })),
    ...assigned(members),
  ];
  for (const row of rows) {
    const name = partitionName(row);
    byName.set(name, { ...byName.get(name), ...row });
  }
  return [...byName.values()].sort(comparePartitions).map((row) => {
    const [startOffset, lastStableOffset, endOffset] = [start, stable, end]
      .map((offsets) => offsets.get(row.topic)?.get(row.partition));
    const lag = lagOf(row.committed, lastStableOffset, startOffset);
    return { ...row, startOffset, lastStableOffset, endOffset, lag };
  });
}
