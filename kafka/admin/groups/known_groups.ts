import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import { type DescribedGroup, describeGroups } from "../../protocol/groups/describe_groups.ts";
import { offsetFetch } from "../../protocol/groups/offset_fetch.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import { coordinatorOf } from "../../client/coordinator.ts";

/** What a group has committed for a partition. */
export interface Commit extends TopicPartition {
  offset: number;
  metadata: string;
}

/** A group as its coordinator knows it. */
export interface KnownGroup {
  coordinator: number;
  described: DescribedGroup;
  commits: Commit[];
}

/** A group as its coordinator knows it; `Dead` if it does not. */
export async function knownGroup(brokers: Brokers, group: string): Promise<KnownGroup> {
  const [known] = await knownGroups(brokers, await coordinatorOf(brokers, group), [group]);
  check(known.described.errorCode, `describe group ${group}`);
  return known;
}

/** Groups as the broker that coordinates them knows them, with all that they have committed. */
export async function knownGroups(
  brokers: Brokers,
  coordinator: number,
  groups: string[],
): Promise<KnownGroup[]> {
  if (groups.length === 0) return [];
  const [described, committed] = await Promise.all([
    brokers.request(coordinator, describeGroups, { groups, includeAuthorizedOperations: false }),
    brokers.request(coordinator, offsetFetch, {
      groups: groups.map((group) => ({ group, topics: null })),
      requireStable: false,
    }),
  ]);
  const commits = new Map(committed.groups.map(({ group, topics }) => [
    group,
    topics.flatMap(({ name: topic, partitions }) =>
      partitions
        .filter(({ offset, errorCode }) => offset >= 0 && errorCode === 0)
        .map(({ partition, offset, metadata }) => (
          { topic, partition, offset, metadata: metadata ?? "" }
        ))
    ),
  ]));
  return described.groups.map((described) => (
    { coordinator, described, commits: commits.get(described.group) ?? [] }
  ));
}
