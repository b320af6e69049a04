/**
 * The consumer groups of the cluster, and how far each is behind.
 *
 * @module
 */
import type { Admin } from "kafkajs";

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

/** The names of the lab's own groups and topics start so. */
export const INTERNAL_PREFIX = "instigator-";

/** A partition's offset, as kafkajs gives it: decimal digits, or -1 where nothing is committed. */
interface PartitionOffset {
  partition: number;
  offset: string;
}

/** All consumer groups, ascending by name. */
export async function consumerGroups(admin: Admin): Promise<GroupStatus[]> {
  const listed = (await admin.listGroups()).groups;
  const ids = listed.filter((g) => g.protocolType === "consumer").map((g) => g.groupId);
  if (ids.length === 0) return [];

  const { groups } = await admin.describeGroups(ids);
  const committed = await Promise.all(groups.map(async ({ groupId }) => {
    const internal = groupId.startsWith(INTERNAL_PREFIX);
    return internal ? [] : await admin.fetchOffsets({ groupId });
  }));
  // One after the other: kafkajs takes several topics at once for unknown ones now and then.
  const watermarks = new Map<string, PartitionOffset[]>();
  for (const topic of new Set(committed.flat().map(({ topic }) => topic))) {
    watermarks.set(topic, await admin.fetchTopicOffsets(topic));
  }
  const statuses = groups.map(({ groupId, state, members }, i): GroupStatus => ({
    group: groupId,
    state,
    members: members.length,
    totalLag: committed[i].reduce(
      (sum, { topic, partitions }) => sum + lagBetween(partitions, watermarks.get(topic)!),
      0,
    ),
    internal: groupId.startsWith(INTERNAL_PREFIX),
  }));
  return statuses.sort((a, b) => a.group < b.group ? -1 : 1);
}

/**
 * Records between what is committed and the high watermarks. Partitions without a commit do not
 * count, since nobody knows where the group would start there.
 */
export function lagBetween(
  committed: readonly PartitionOffset[],
  watermarks: readonly PartitionOffset[],
): number {
  const high = new Map(watermarks.map(({ partition, offset }) => [partition, Number(offset)]));
  return committed.reduce((sum, { partition, offset }) => {
    const behind = Number(offset) < 0 ? 0 : (high.get(partition) ?? 0) - Number(offset);
    return sum + Math.max(0, behind);
  }, 0);
}
