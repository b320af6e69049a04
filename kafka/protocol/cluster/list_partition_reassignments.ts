import { api } from "../wire/api.ts";
import { array, int16, int32, nullableArray, nullableString, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** The moves of replicas under way; asked of the controller (KIP-455). */
export const listPartitionReassignments = api("ListPartitionReassignments", {
  key: 46,
  version: 0,
  request: {
    timeoutMs: int32,
    /** `null`: all. */
    topics: nullableArray(topicOf(int32)),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    topics: array(topicOf(struct({
      partition: int32,
      replicas: array(int32),
      adding: array(int32),
      removing: array(int32),
    }))),
  },
});
