import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  int64,
  nullableArray,
  string,
  struct,
} from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** A broker's log directories, and the replicas in them (KIP-113, KIP-827). */
export const describeLogDirs = api("DescribeLogDirs", {
  key: 35,
  version: 4,
  request: {
    /** `null`: all. */
    topics: nullableArray(topicOf(int32)),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    results: array(struct({
      errorCode: int16,
      path: string,
      topics: array(topicOf(struct({
        partition: int32,
        sizeBytes: int64,
        offsetLag: int64,
        isFuture: boolean,
      }))),
      /** -1: not known. */
      totalBytes: int64,
      usableBytes: int64,
    })),
  },
});
