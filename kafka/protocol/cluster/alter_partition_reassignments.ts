import { api } from "../wire/api.ts";
import {
  array,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from "../wire/fields.ts";

/** Moves replicas, or cancels that; asked of the controller (KIP-455). */
export const alterPartitionReassignments = api("AlterPartitionReassignments", {
  key: 45,
  version: 0,
  request: {
    timeoutMs: int32,
    topics: array(struct({
      name: string,
      /** `null` cancels. */
      partitions: array(struct({ partition: int32, replicas: nullableArray(int32) })),
    })),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    topics: array(struct({
      name: string,
      partitions: array(struct({
        partition: int32,
        errorCode: int16,
        errorMessage: nullableString,
      })),
    })),
  },
});
