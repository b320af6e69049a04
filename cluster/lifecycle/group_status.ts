import { groupSummaries } from "../../kafka/admin/groups/groups.ts";
import { INTERNAL_PREFIX, withBrokers } from "../lab_kafka.ts";
import type { Topology } from "../topology.ts";

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

/** The groups of consumers, ascending by name, and how far each is behind. */
export async function groupStatuses(lab: Topology): Promise<GroupStatus[]> {
  const summaries = await withBrokers(lab, groupSummaries, { requestTimeoutMs: TIMEOUT });
  return summaries
    .filter(({ protocolType }) => protocolType === "consumer")
    .map(({ group, state, members, totalLag }) => (
      { group, state, members, totalLag, internal: group.startsWith(INTERNAL_PREFIX) }
    ));
}
