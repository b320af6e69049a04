import { api } from "../wire/api.ts";
import { array, int16, int32, int64, int8, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Offsets of partitions at a time; asked of their leaders. */
export const listOffsets = api("ListOffsets", {
  key: 2,
  version: 6,
  request: {
    replicaId: int32,
    isolationLevel: int8,
    topics: array(topicOf(struct({ partition: int32, leaderEpoch: int32, timestamp: int64 }))),
  },
  response: {
    throttleTimeMs: int32,
    topics: array(topicOf(struct({
      partition: int32,
      errorCode: int16,
      timestamp: int64,
      offset: int64,
      leaderEpoch: int32,
    }))),
  },
});
