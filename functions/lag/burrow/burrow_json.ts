/**
 * Statuses and details as Burrow writes them in JSON: its names, in its order.
 *
 * @module
 */
import type { Commit } from "../storage/commit_window.ts";
import type { GroupStatus, PartitionStatus } from "../evaluation/evaluator.ts";
import { type GroupTopics, isOfConsumers, type Membership } from "../storage/storage.ts";

/** JSON as Go's encoder writes it: with what could be taken for HTML escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The status of a group, with all of its partitions or those worse than OK. */
export function burrowStatus(cluster: string, status: GroupStatus, { all }: { all: boolean }) {
  const partitions = status.partitions.filter((partition) => all || partition.status !== "OK");
  return {
    cluster,
    group: status.group,
    status: status.status,
    complete: float32(status.complete),
    partitions: partitions.map(burrowPartition),
    partition_count: status.partitions.length,
    maxlag: status.maxLag && burrowPartition(status.maxLag),
    totallag: status.totalLag,
  };
}

/** The commits of a group, by topic in the order of their names. */
export function burrowTopics(topics: GroupTopics) {
  const sorted = [...topics].toSorted(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(sorted.map(([topic, partitions]) => [
    topic,
    partitions.map(({ offsets, owner, clientId, currentLag }) => ({
      offsets: offsets.map(burrowCommit),
      owner,
      client_id: clientId,
      "current-lag": currentLag,
    })),
  ]));
}

/** Who is in a group that is no consumers': LinkedIn's Burrow does not know such groups. */
export function burrowMembership(membership: Membership | undefined) {
  if (membership === undefined || isOfConsumers(membership.protocolType)) return {};
  return { "protocol-type": membership.protocolType, members: membership.members };
}

function burrowPartition(status: PartitionStatus) {
  return {
    topic: status.topic,
    partition: status.partition,
    owner: status.owner,
    client_id: status.clientId,
    status: status.status,
    start: burrowCommit(status.start),
    end: burrowCommit(status.end),
    current_lag: status.currentLag,
    complete: float32(status.complete),
  };
}

function burrowCommit(commit: Commit | null) {
  if (commit === null) return null;
  const { offset, timestamp, observedAt, lag } = commit;
  return { offset, timestamp, observedAt, lag };
}

/** The shortest number that is the same float32: a third is 0.33333334. */
function float32(number: number): number {
  const single = Math.fround(number);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}
