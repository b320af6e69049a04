import { api } from "../wire/api.ts";
import { array, int16, int32, nullableArray, nullableString, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Moves replicas, or cancels that; asked of the controller (KIP-455). */
export const alterPartitionReassignments = api("AlterPartitionReassignments", {
  key: 45,
  version: 0,
  request: {
    timeoutMs: int32,
    topics: array(topicOf(struct({
      partition: int32,
      /** `null` cancels. */
      replicas: nullableArray(int32),
    }))),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    topics: array(topicOf(struct({
      partition: int32,
      errorCode: int16,
      errorMessage: nullableString,
    }))),
  },
});
