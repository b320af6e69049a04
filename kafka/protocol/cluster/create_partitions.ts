import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from "../wire/fields.ts";

/** Adds partitions to topics; asked of the controller (KIP-195). */
export const createPartitions = api("CreatePartitions", {
  key: 37,
  version: 2,
  request: {
    topics: array(struct({
      name: string,
      /** How many there are to be then. */
      count: int32,
      /** `null`: Kafka chooses the brokers. */
      assignments: nullableArray(struct({ replicas: array(int32) })),
    })),
    timeoutMs: int32,
    validateOnly: boolean,
  },
  response: {
    throttleTimeMs: int32,
    results: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  },
});
