import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  nullableString,
  string,
  struct,
  uuid,
  type ValueOf,
} from "../wire/fields.ts";

const assignment = struct({
  partitions: array(struct({ topicId: uuid, topic: string, partitions: array(int32) })),
});

const member = struct({
  memberId: string,
  instanceId: nullableString,
  rackId: nullableString,
  epoch: int32,
  clientId: string,
  host: string,
  subscribedTopics: array(string),
  subscribedRegex: nullableString,
  assignment,
  targetAssignment: assignment,
});

const consumerGroup = struct({
  errorCode: int16,
  errorMessage: nullableString,
  group: string,
  state: string,
  epoch: int32,
  assignmentEpoch: int32,
  assignor: string,
  members: array(member),
  authorizedOperations: int32,
});

/** Groups of the newer protocol of consumers (KIP-848), which DescribeGroups takes for dead. */
export const consumerGroupDescribe = api("ConsumerGroupDescribe", {
  key: 69,
  version: 0,
  request: { groups: array(string), includeAuthorizedOperations: boolean },
  response: { throttleTimeMs: int32, groups: array(consumerGroup) },
});

/** A group of that protocol. */
export type ConsumerGroup = ValueOf<typeof consumerGroup>;
