import { groupSummaries } from "../../kafka/admin/groups/groups.ts";
import { INTERNAL_PREFIX, withBrokers } from "../lab_kafka.ts";
import type { KafkaNode, Topology } from "../topology.ts";

/** One consumer group. */
export interface GroupStatus {
  group: string;
  /** `Stable`, `Empty`, `PreparingRebalance`, `CompletingRebalance` or `Dead`. */
  state: string;
  members: number;
  /** Records between the committed offsets and the high watermarks, over all partitions. */
  totalLag: number;
  /** Whether it is the lab's own, made for its control topics and probes. */
  internal: boolean;
}

/** How long a broker may take to answer, ms: those of one that hangs are left out. */
const TIMEOUT = 1_200;

/**
 * The groups of consumers, ascending by name, and how far each is behind.
 *
 * @param answering are the brokers that answered a moment ago, at least one: none is waited for in vain.
 */
export async function groupStatuses(
  lab: Topology,
  answering: readonly KafkaNode[],
): Promise<GroupStatus[]> {
  const brokers = answering.map(({ host, port }) => `${host}:${port}`);
  const settings = { brokers, requestTimeoutMs: TIMEOUT };
  const summaries = await withBrokers(lab, groupSummaries, settings);
  return summaries
    .filter(({ protocolType }) => protocolType === "consumer")
    .map(({ group, state, members, totalLag }) => (
      { group, state, members, totalLag, internal: group.startsWith(INTERNAL_PREFIX) }
    ));
}
