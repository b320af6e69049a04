import type { Brokers } from "../../client/brokers.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import { knownGroup } from "./known_groups.ts";

/** The member of a group to which a partition is assigned, and from which host; `undefined`: none. */
export async function assignedMember(
  brokers: Brokers,
  group: string,
  { topic, partition }: TopicPartition,
): Promise<{ memberId: string; host: string } | undefined> {
  const { described: { members } } = await knownGroup(brokers, group);
  const member = members.find(({ assignment }) =>
    assignment.some((one) => one.topic === topic && one.partitions.includes(partition))
  );
  return member && { memberId: member.memberId, host: member.host.replace(/^\//, "") };
}
