import { api } from "../wire/api.ts";
import {
  array,
  bytes,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  string,
  struct,
} from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Record batches of partitions from offsets on; asked of their leaders (KIP-227 without sessions). */
export const fetch = api("Fetch", {
  key: 1,
  version: 12,
  request: {
    replicaId: int32,
    maxWaitMs: int32,
    minBytes: int32,
    maxBytes: int32,
    isolationLevel: int8,
    sessionId: int32,
    sessionEpoch: int32,
    topics: array(topicOf(struct({
      partition: int32,
      leaderEpoch: int32,
      offset: int64,
      lastFetchedEpoch: int32,
      logStartOffset: int64,
      maxBytes: int32,
    }))),
    forgottenTopics: array(topicOf(int32)),
    rackId: string,
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    sessionId: int32,
    topics: array(topicOf(struct({
      partition: int32,
      errorCode: int16,
      highWatermark: int64,
      lastStableOffset: int64,
      logStartOffset: int64,
      abortedTransactions: nullableArray(struct({ producerId: int64, firstOffset: int64 })),
      preferredReadReplica: int32,
      records: bytes,
    }))),
  },
});
