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

/** The moves of replicas under way; asked of the controller (KIP-455). */
export const listPartitionReassignments = api("ListPartitionReassignments", {
  key: 46,
  version: 0,
  request: {
    timeoutMs: int32,
    /** `null`: all. */
    topics: nullableArray(struct({ name: string, partitions: array(int32) })),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    topics: array(struct({
      name: string,
      partitions: array(struct({
        partition: int32,
        replicas: array(int32),
        adding: array(int32),
        removing: array(int32),
      })),
    })),
  },
});
