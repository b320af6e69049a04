/**
 * Groups of every type as their coordinator describes them. DescribeGroups knows those of the classic
 * protocol, whatever their type; since KIP-848 it calls all others dead, which ConsumerGroupDescribe
 * then tells of. Of what neither knows, such as Kafka 4's share groups, there is the state in the list
 * of groups.
 *
 * @module
 */
import type { Brokers } from "../../client/brokers.ts";
import { type AssignedTopic, readAssignment } from "../../protocol/groups/consumer_assignment.ts";
import {
  type ConsumerGroup,
  consumerGroupDescribe,
} from "../../protocol/groups/consumer_group_describe.ts";
import { type DescribedGroup, describeGroups } from "../../protocol/groups/describe_groups.ts";
import { type ListedGroup, listedGroups } from "./list_groups.ts";

/** A member of a group, as the coordinator describes it. */
export interface DescribedMember {
  memberId: string;
  /** Of a static member (KIP-345). */
  instanceId: string | null;
  clientId: string;
  host: string;
  /** None for members of other groups than consumers': their assignments have forms of their own. */
  assignment: AssignedTopic[];
}

/** A group, as the coordinator describes it. */
export interface GroupDescription {
  /** Not 0: why it cannot be described. */
  errorCode: number;
  group: string;
  /** `Dead` where there is no such group. */
  state: string;
  protocolType: string;
  /** How partitions are assigned, such as `range`. */
  protocol: string;
  members: DescribedMember[];
}

const DEAD = "Dead";
const GROUP_ID_NOT_FOUND = 69;
const CONSUMER = "consumer";

/**
 * Groups with their members, in the order of their names here.
 *
 * @param listed what the coordinator lists, where that is known already.
 * @param timeoutMs how long each of its answers may take.
 */
export async function describedGroups(
  brokers: Pick<Brokers, "request" | "speaks">,
  coordinator: number,
  groups: readonly string[],
  { listed, timeoutMs }: { listed?: readonly ListedGroup[]; timeoutMs?: number } = {},
): Promise<GroupDescription[]> {
  const body = (groups: readonly string[]) => ({ groups, includeAuthorizedOperations: false });
  const classic = await brokers.request(coordinator, describeGroups, body(groups), timeoutMs);
  const found = new Map(classic.groups.map((group) => [group.group, ofClassic(group)]));
  const unknown = () => groups.filter((group) => isUnknown(found.get(group)));
  if (unknown().length > 0 && await brokers.speaks(coordinator, consumerGroupDescribe)) {
    const asked = body(unknown());
    const answer = await brokers.request(coordinator, consumerGroupDescribe, asked, timeoutMs);
    for (const group of answer.groups) {
      if (group.errorCode === 0) found.set(group.group, ofConsumers(group));
    }
    if (unknown().length > 0) listed ??= await listedGroups(brokers, coordinator, timeoutMs);
  }
  const listing = new Map(listed?.map((group) => [group.group, group]));
  return groups.map((group) => {
    const described = found.get(group) ?? nobody({ group, protocolType: "", state: DEAD });
    const known = listing.get(group);
    return known && isUnknown(described) ? nobody(known) : described;
  });
}

function isUnknown(group: GroupDescription | undefined): boolean {
  return group === undefined || group.state === DEAD || group.errorCode === GROUP_ID_NOT_FOUND;
}

function nobody(group: ListedGroup): GroupDescription {
  return { errorCode: 0, ...group, protocol: "", members: [] };
}

function ofClassic({ members, ...group }: DescribedGroup): GroupDescription {
  return {
    ...group,
    members: members.map(({ memberId, instanceId, clientId, host, assignment }) => (
      {
        ...{ memberId, instanceId, clientId, host },
        assignment: group.protocolType === CONSUMER ? assignedTopics(assignment) : [],
      }
    )),
  };
}

/** Any member may write anything. */
function assignedTopics(assignment: Uint8Array): AssignedTopic[] {
  try {
    return readAssignment(assignment);
  } catch {
    return [];
  }
}

function ofConsumers({ errorCode, group, state, assignor, members }: ConsumerGroup) {
  return {
    ...{ errorCode, group, state, protocolType: CONSUMER, protocol: assignor },
    members: members.map(({ memberId, instanceId, clientId, host, assignment }) => ({
      ...{ memberId, instanceId, clientId, host },
      assignment: assignment.partitions.map(({ topic, partitions }) => (
        { topic, partitions: [...partitions] }
      )),
    })),
  };
}
