import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import { offsetFetch } from "../../protocol/groups/offset_fetch.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import { coordinatorOf } from "../../client/coordinator.ts";
import { describedGroups, type GroupDescription } from "./describe_groups.ts";
import { type ListedGroup, listedGroups } from "./list_groups.ts";

/** What a group has committed for a partition. */
export interface Commit extends TopicPartition {
  offset: number;
  metadata: string;
}

/** A group as its coordinator knows it. */
export interface KnownGroup {
  coordinator: number;
  described: GroupDescription;
  commits: Commit[];
}

/** A group as its coordinator knows it; `Dead` if it does not. */
export async function knownGroup(brokers: Brokers, group: string): Promise<KnownGroup> {
  const [known] = await knownGroups(brokers, await coordinatorOf(brokers, group), [group]);
  check(known.described.errorCode, `describe group ${group}`);
  return known;
}

/**
 * All groups that a broker coordinates, with all that they have committed.
 *
 * @param timeoutMs how long each of its answers may take.
 * @throws {KafkaError} as Kafka refuses, UNREACHABLE when it does not answer.
 */
export async function coordinatedGroups(
  brokers: Brokers,
  coordinator: number,
  timeoutMs: number,
): Promise<KnownGroup[]> {
  const listed = await listedGroups(brokers, coordinator, timeoutMs);
  const names = listed.map(({ group }) => group);
  return await knownGroups(brokers, coordinator, names, { listed, timeoutMs });
}

async function knownGroups(
  brokers: Brokers,
  coordinator: number,
  groups: readonly string[],
  options: { listed?: readonly ListedGroup[]; timeoutMs?: number } = {},
): Promise<KnownGroup[]> {
  if (groups.length === 0) return [];
  const [described, committed] = await Promise.all([
    describedGroups(brokers, coordinator, groups, options),
    brokers.request(coordinator, offsetFetch, {
      groups: groups.map((group) => ({ group, topics: null })),
      requireStable: false,
    }, options.timeoutMs),
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
  return described.map((described) => (
    { coordinator, described, commits: commits.get(described.group) ?? [] }
  ));
}
