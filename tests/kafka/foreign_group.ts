/**
 * Groups that are no consumers', as Kafka Connect and a Schema Registry form them: to share work, with
 * assignments of a form of their own.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { coordinatorOf } from "../../kafka/client/coordinator.ts";
import { retrying } from "../../kafka/client/retry.ts";
import { check } from "../../kafka/errors.ts";
import { joinGroup } from "../../kafka/protocol/groups/join_group.ts";
import { leaveGroup } from "../../kafka/protocol/groups/leave_group.ts";
import { syncGroup } from "../../kafka/protocol/groups/sync_group.ts";
import type { Lab } from "../lab.ts";
import { Buffer } from "node:buffer";

const MEMBER_ID_REQUIRED = 79;
const SESSION_TIMEOUT = 30_000;

/** Connect's assignment, version 2, cut short: no consumer's is like it. */
const ASSIGNMENT = Buffer.from([0, 2, 0, 0, 0, 1, 0, 5, 1, 2]);

/** Joins a group of a protocol type, as its only member, until it is disposed of. */
export async function joinForeignGroup(
  lab: Lab,
  group: string,
  protocolType: string,
): Promise<AsyncDisposable> {
  const memberId = await withBrokers(lab.topology, (brokers) =>
    retrying(async () => {
      const coordinator = await coordinatorOf(brokers, group);
      const join = (memberId: string) =>
        brokers.request(coordinator, joinGroup, {
          ...{ group, memberId, instanceId: null, protocolType },
          ...{ sessionTimeoutMs: SESSION_TIMEOUT, rebalanceTimeoutMs: SESSION_TIMEOUT },
          protocols: [{ name: "v0", metadata: Buffer.from("any") }],
        });
      const first = await join("");
      if (first.errorCode !== MEMBER_ID_REQUIRED) check(first.errorCode, `join ${group}`);
      const { errorCode, generation, memberId } = await join(first.memberId);
      check(errorCode, `join ${group}`);
      const synced = await brokers.request(coordinator, syncGroup, {
        ...{ group, generation, memberId, instanceId: null },
        assignments: [{ memberId, assignment: ASSIGNMENT }],
      });
      check(synced.errorCode, `join ${group}`);
      assertEquals(Buffer.from(synced.assignment), ASSIGNMENT);
      return memberId;
    }));
  return {
    [Symbol.asyncDispose]: () =>
      withBrokers(lab.topology, async (brokers) => {
        const members = [{ memberId, instanceId: null }];
        await brokers.request(await coordinatorOf(brokers, group), leaveGroup, { group, members });
      }),
  };
}
