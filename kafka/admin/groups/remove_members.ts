import type { Brokers } from "../../client/brokers.ts";
import { coordinatorOf } from "../../client/coordinator.ts";
import { check } from "../../errors.ts";
import { leaveGroup } from "../../protocol/groups/leave_group.ts";
import { describedGroups, type DescribedMember } from "./describe_groups.ts";

/**
 * Takes members out of a group that will not leave it themselves, so that it need not wait until their
 * sessions are over; how many there were.
 *
 * @throws {KafkaError} when the coordinator cannot be asked, or refuses.
 */
export async function removeMembers(
  brokers: Brokers,
  group: string,
  isGone: (member: DescribedMember) => boolean,
): Promise<number> {
  const coordinator = await coordinatorOf(brokers, group);
  const [{ members }] = await describedGroups(brokers, coordinator, [group]);
  const gone = members.filter(isGone).map(({ memberId, instanceId }) => ({ memberId, instanceId }));
  if (gone.length === 0) return 0;
  const { errorCode } = await brokers.request(coordinator, leaveGroup, { group, members: gone });
  check(errorCode, `take members out of group ${group}`);
  return gone.length;
}
