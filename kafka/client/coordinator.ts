import type { Brokers } from "./brokers.ts";
import { check } from "../errors.ts";
import { findCoordinator } from "../protocol/groups/find_coordinator.ts";

/** The broker that coordinates a group. @throws {KafkaError} while there is none. */
export async function coordinatorOf(brokers: Brokers, group: string): Promise<number> {
  const found = await brokers.requestAny(findCoordinator, { key: group, keyType: 0 });
  check(found.errorCode, `find the coordinator of group ${group}`, found.errorMessage);
  return found.nodeId;
}
