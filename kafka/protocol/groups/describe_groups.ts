import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  bytes,
  int16,
  int32,
  nullableString,
  string,
  struct,
  type ValueOf,
} from "../wire/fields.ts";

const member = struct({
  memberId: string,
  instanceId: nullableString,
  clientId: string,
  host: string,
  metadata: bytes,
  assignment: bytes,
});

const describedGroup = struct({
  errorCode: int16,
  group: string,
  state: string,
  protocolType: string,
  protocol: string,
  members: array(member),
  authorizedOperations: int32,
});

/** Groups with their members; asked of their coordinator. */
export const describeGroups = api("DescribeGroups", {
  key: 15,
  version: 5,
  request: { groups: array(string), includeAuthorizedOperations: boolean },
  response: { throttleTimeMs: int32, groups: array(describedGroup) },
});

/** A group that Kafka describes. */
export type DescribedGroup = ValueOf<typeof describedGroup>;
