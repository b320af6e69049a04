import type { Brokers } from "../../client/brokers.ts";
import { check } from "../../errors.ts";
import { listGroups } from "../../protocol/groups/list_groups.ts";

/**
 * The names of all groups, of every type.
 *
 * @throws {KafkaError} when a broker does not tell those that it coordinates.
 */
export async function groupNames(brokers: Brokers): Promise<string[]> {
  const { brokers: nodes } = await brokers.metadata([]);
  const names = await Promise.all(nodes.map(({ nodeId }) => groupNamesOf(brokers, nodeId)));
  return names.flat();
}

/** The names of the groups that a broker coordinates. @throws {KafkaError} as Kafka refuses. */
export async function groupNamesOf(brokers: Brokers, coordinator: number): Promise<string[]> {
  const { errorCode, groups } = await brokers.request(coordinator, listGroups, { states: [] });
  check(errorCode, `list the groups of broker ${coordinator}`);
  return groups.map(({ group }) => group);
}
