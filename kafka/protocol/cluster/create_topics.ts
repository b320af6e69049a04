import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
} from "../wire/fields.ts";

/** Creates topics; asked of the controller. */
export const createTopics = api("CreateTopics", {
  key: 19,
  version: 5,
  request: {
    topics: array(struct({
      name: string,
      /** -1: the brokers' default, as of the next one (KIP-464). */
      partitions: int32,
      replicationFactor: int16,
      assignments: array(struct({ partition: int32, replicas: array(int32) })),
      configs: array(struct({ name: string, value: nullableString })),
    })),
    timeoutMs: int32,
    validateOnly: boolean,
  },
  response: {
    throttleTimeMs: int32,
    topics: array(struct({
      name: string,
      errorCode: int16,
      errorMessage: nullableString,
      partitions: int32,
      replicationFactor: int16,
      configs: nullableArray(struct({
        name: string,
        value: nullableString,
        readOnly: boolean,
        source: int8,
        sensitive: boolean,
      })),
    })),
  },
});
