import type { Brokers } from "../../client/brokers.ts";
import { fetchOffsets, type OffsetsByPartition } from "../../reader/log_offsets.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import { PATIENCE } from "../../client/patience.ts";
import type { GroupState } from "./group_state.ts";
import { coordinatedGroups, type KnownGroup } from "./known_groups.ts";
import { lagOf } from "./lag.ts";
import { locate } from "./locate.ts";

/** A group as a row of a list. */
export interface GroupSummary {
  group: string;
  /** `consumer` for consumers, `connect` and others for what else forms groups; may be empty. */
  protocolType: string;
  state: GroupState;
  /** The broker that coordinates it. */
  coordinator: number;
  members: number;
  /** The topics it has committed offsets of, by name. */
  topics: string[];
  /** The sum of `lags`. */
  totalLag: number;
  /** Of each partition that it has committed offsets of and whose leader answers. */
  lags: PartitionLag[];
}

/** How many records a group is behind in a partition. */
export interface PartitionLag extends TopicPartition {
  lag: number;
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
  const located = await locate(brokers, known.flatMap(({ commits }) => commits));
  // A broker that did not answer just now is not waited for again.
  const led = located.filter(({ leader }) => !silentBrokers.includes(leader));
  const ends = await fetchOffsets(brokers, led, "stable");
  return {
    groups: known
      .map((group) => summarize(group, ends))
      .sort((a, b) => a.group < b.group ? -1 : 1),
    silentBrokers,
  };
}

function summarize(
  { coordinator, described, commits }: KnownGroup,
  ends: OffsetsByPartition,
): GroupSummary {
  const { group, protocolType, state, members } = described;
  const lags = commits.flatMap(({ topic, partition, offset }) => {
    const lag = lagOf(offset, ends.get(topic)?.get(partition));
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
