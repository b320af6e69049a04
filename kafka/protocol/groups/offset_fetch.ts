import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  int64,
  nullableArray,
  nullableString,
  string,
  struct,
} from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

const committedPartition = struct({
  partition: int32,
  /** -1: nothing is committed. */
  offset: int64,
  leaderEpoch: int32,
  metadata: nullableString,
  errorCode: int16,
});

/** What groups have committed; asked of their coordinator (KIP-709). */
export const offsetFetch = api("OffsetFetch", {
  key: 9,
  version: 8,
  request: {
    groups: array(struct({
      group: string,
      /** `null`: all that it has committed. */
      topics: nullableArray(topicOf(int32)),
    })),
    requireStable: boolean,
  },
  response: {
    throttleTimeMs: int32,
    groups: array(struct({
      group: string,
      topics: array(topicOf(committedPartition)),
      errorCode: int16,
    })),
  },
});
