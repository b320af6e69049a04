import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import { listGroups } from "../../protocol/groups/list_groups.ts";

/** A group in the list of the broker that coordinates it. */
export interface ListedGroup {
  group: string;
  /** `consumer`, `connect`, `sr` and whatever else; empty for one that only ever committed. */
  protocolType: string;
  state: string;
}

/**
 * The names of all groups, of every type.
 *
 * @throws {KafkaError} when a broker does not tell those that it coordinates.
 */
export async function groupNames(brokers: Brokers): Promise<string[]> {
  const { brokers: nodes } = await brokers.metadata([]);
  const listed = await Promise.all(nodes.map(({ nodeId }) => listedGroups(brokers, nodeId)));
  return listed.flat().map(({ group }) => group);
}

/** The groups that a broker coordinates. @throws {KafkaError} as Kafka refuses. */
export async function listedGroups(
  brokers: Pick<Brokers, "request">,
  coordinator: number,
  timeoutMs?: number,
): Promise<readonly ListedGroup[]> {
  const answer = await brokers.request(coordinator, listGroups, { states: [] }, timeoutMs);
  check(answer.errorCode, `list the groups of broker ${coordinator}`);
  return answer.groups;
}
