import type { Brokers } from "../../client/brokers.ts";
import {
  fetchOffsets,
  type LedPartition,
  type OffsetsByPartition,
} from "../../reader/log_offsets.ts";
import { partitionName, type TopicPartition } from "../../topic_partition.ts";
import { PATIENCE } from "../../client/patience.ts";
import type { GroupState } from "./group_state.ts";
import { coordinatedGroups, type KnownGroup } from "./known_groups.ts";
import { lagOf } from "./lag.ts";
import { ledPartitions } from "../offsets.ts";

/** A group as a row of a list. */
export interface GroupSummary {
  group: string;
  /** `consumer` for consumers, `connect` and others for what else forms groups; may be empty. */
  protocolType: string;
  state: GroupState;
  /** The broker that coordinates it. */
  coordinator: number;
  members: number;
  /** The topics it has committed offsets of, or is assigned, by name. */
  topics: string[];
  /** The sum of `lags`. */
  totalLag: number;
  /** The part of it that is in partitions of which nothing was ever committed. */
  neverCommitted: number;
  /** Of each partition of its topics whose leader answers. */
  lags: PartitionLag[];
}

/** How many records a group is behind in a partition. */
export interface PartitionLag extends TopicPartition {
  lag: number;
  /** Absent where nothing is committed: all that the log has is unread. */
  committed?: number;
  /** The offset of the oldest record, and the last stable offset. */
  logStart?: number;
  end: number;
}

/** The groups of a cluster. */
export interface GroupList {
  /** By name. */
  groups: GroupSummary[];
  /** The ids of the brokers that did not tell the groups that they coordinate: those are missing. */
  silentBrokers: number[];
}

/**
 * All groups of every type. Each broker is asked once for those it coordinates, once for their
 * members, once for their commits, and once for the ends of logs.
 *
 * @throws {KafkaError} UNREACHABLE when no broker answers.
 */
export async function groupSummaries(brokers: Brokers): Promise<GroupList> {
  const { brokers: nodes } = await brokers.metadata([]);
  const ids = nodes.map(({ nodeId }) => nodeId);
  const answers = await Promise.allSettled(
    ids.map((id) => coordinatedGroups(brokers, id, PATIENCE)),
  );
  const known = answers.flatMap((answer) => answer.status === "fulfilled" ? answer.value : []);
  const silentBrokers = ids.filter((_, index) => answers[index].status === "rejected");
  const { topics } = await brokers.metadata([...new Set(known.flatMap(topicsOf))]);
  // A broker that did not answer just now is not waited for again.
  const led = ledPartitions(topics).filter(({ leader }) => !silentBrokers.includes(leader));
  const [starts, ends] = await Promise.all([
    fetchOffsets(brokers, led, "start"),
    fetchOffsets(brokers, led, "stable"),
  ]);
  const logs = { byTopic: Map.groupBy(led, ({ topic }) => topic), starts, ends };
  return {
    groups: known
      .map((group) => summarize(group, logs))
      .sort((a, b) => a.group < b.group ? -1 : 1),
    silentBrokers,
  };
}

/** The topics that a group has committed offsets of, or is assigned, by name. */
function topicsOf({ described, commits }: KnownGroup): string[] {
  const assigned = described.members.flatMap(({ assignment }) => assignment);
  return [...new Set([...commits, ...assigned].map(({ topic }) => topic))].sort();
}

interface Logs {
  byTopic: ReadonlyMap<string, readonly LedPartition[]>;
  starts: OffsetsByPartition;
  ends: OffsetsByPartition;
}

function summarize(known: KnownGroup, { byTopic, starts, ends }: Logs): GroupSummary {
  const { coordinator, described, commits } = known;
  const { group, protocolType, state, members } = described;
  const topics = topicsOf(known);
  const committedAt = new Map(commits.map((commit) => [partitionName(commit), commit.offset]));
  const lags = topics.flatMap((name) => byTopic.get(name) ?? []).flatMap((led): PartitionLag[] => {
    const { topic, partition } = led;
    const committed = committedAt.get(partitionName(led));
    const logStart = starts.get(topic)?.get(partition);
    const end = ends.get(topic)?.get(partition);
    const lag = lagOf(committed, end, logStart);
    if (lag === undefined) return [];
    return [{ topic, partition, lag, committed, logStart, end: end! }];
  });
  const sum = (some: readonly PartitionLag[]) => some.reduce((total, { lag }) => total + lag, 0);
  return {
    group,
    protocolType,
    state: state as GroupState,
    coordinator,
    members: members.length,
    topics,
    totalLag: sum(lags),
    neverCommitted: sum(lags.filter(({ committed }) => committed === undefined)),
    lags,
  };
}
