import { api } from "../api.ts";
import {
  array,
  boolean,
  bytes,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
  type ValueOf,
} from "../fields.ts";

/** The groups that a broker coordinates. */
export const listGroups = api("ListGroups", {
  key: 16,
  version: 4,
  request: {
    /** None: all. */
    states: array(string),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    groups: array(struct({ group: string, protocolType: string, state: string })),
  },
});

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

/** Groups with their members, asked of their coordinator. */
export const describeGroups = api("DescribeGroups", {
  key: 15,
  version: 5,
  request: { groups: array(string), includeAuthorizedOperations: boolean },
  response: { throttleTimeMs: int32, groups: array(describedGroup) },
});

/** A group that Kafka describes. */
export type DescribedGroup = ValueOf<typeof describedGroup>;

/** Who coordinates a group. */
export const findCoordinator = api("FindCoordinator", {
  key: 10,
  version: 3,
  request: {
    key: string,
    /** 0: a group. */
    keyType: int8,
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    nodeId: int32,
    host: string,
    port: int32,
  },
});

const committedPartition = struct({
  partition: int32,
  /** -1: nothing is committed. */
  offset: int64,
  leaderEpoch: int32,
  metadata: nullableString,
  errorCode: int16,
});

/** What groups have committed, asked of their coordinator. */
export const offsetFetch = api("OffsetFetch", {
  key: 9,
  version: 8,
  request: {
    groups: array(struct({
      group: string,
      /** `null`: all that it has committed. */
      topics: nullableArray(struct({ name: string, partitions: array(int32) })),
    })),
    requireStable: boolean,
  },
  response: {
    throttleTimeMs: int32,
    groups: array(struct({
      group: string,
      topics: array(struct({ name: string, partitions: array(committedPartition) })),
      errorCode: int16,
    })),
  },
});

/** Commits offsets. */
export const offsetCommit = api("OffsetCommit", {
  key: 8,
  version: 8,
  request: {
    group: string,
    /** -1, and no member: from outside the group. */
    generation: int32,
    member: string,
    instanceId: nullableString,
    topics: array(struct({
      name: string,
      partitions: array(struct({
        partition: int32,
        offset: int64,
        leaderEpoch: int32,
        metadata: nullableString,
      })),
    })),
  },
  response: {
    throttleTimeMs: int32,
    topics: array(struct({
      name: string,
      partitions: array(struct({ partition: int32, errorCode: int16 })),
    })),
  },
});

/** Forgets groups and what they have committed. */
export const deleteGroups = api("DeleteGroups", {
  key: 42,
  version: 2,
  request: { groups: array(string) },
  response: {
    throttleTimeMs: int32,
    results: array(struct({ group: string, errorCode: int16 })),
  },
});
