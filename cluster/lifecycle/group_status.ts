import { groupSummaries } from "../../kafka/admin/groups/group_summaries.ts";
import { INTERNAL_PREFIX, withBrokers } from "../lab_kafka.ts";
import type { KafkaNode, Topology } from "../topology.ts";

/** One group, of consumers or of whatever else. */
export interface GroupStatus {
  group: string;
  /** Kafka's protocol type: `consumer`, `connect` and others; empty for one that only ever committed. */
  type: string;
  /** `Stable`, `Empty`, `PreparingRebalance`, `CompletingRebalance`, `Dead`; of KIP-848, others too. */
  state: string;
  members: number;
  /** Records between the committed offsets and the last stable offsets, over all partitions. */
  totalLag: number;
  /** Whether it is the lab's own, made for its control topics and probes. */
  internal: boolean;
}

/** How long a broker may take to answer, ms. */
const TIMEOUT = 1_200;

/** The groups, and which brokers did not tell of theirs. */
export interface GroupStatuses {
  /** Ascending by name. */
  groups: GroupStatus[];
  /** Why some are missing, if so. */
  groupsError?: string;
}

/**
 * The groups of every type, and how far each is behind.
 *
 * @param answering are the brokers that answered a moment ago, at least one: none is waited for in vain.
 */
export async function groupStatuses(
  lab: Topology,
  answering: readonly KafkaNode[],
): Promise<GroupStatuses> {
  const brokers = answering.map(({ host, port }) => `${host}:${port}`);
  const settings = { brokers, requestTimeoutMs: TIMEOUT };
  const { groups, silentBrokers } = await withBrokers(lab, groupSummaries, settings);
  const silent = lab.kafka.filter(({ id }) => silentBrokers.includes(id));
  return {
    groups: groups.map(({ group, protocolType: type, state, members, totalLag }) => (
      { group, type, state, members, totalLag, internal: group.startsWith(INTERNAL_PREFIX) }
    )),
    ...(silent.length > 0 && {
      groupsError: `no answer from ${silent.map(({ name }) => name).join(", ")}`,
    }),
  };
}
