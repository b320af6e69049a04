import { api } from "../wire/api.ts";
import { array, int16, int32, int64, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Deletes the records of partitions below an offset (KIP-107); asked of their leaders. */
export const deleteRecords = api("DeleteRecords", {
  key: 21,
  version: 2,
  request: {
    topics: array(topicOf(struct({
      partition: int32,
      /** The first one that stays; -1: the high watermark. */
      offset: int64,
    }))),
    timeoutMs: int32,
  },
  response: {
    throttleTimeMs: int32,
    topics: array(topicOf(struct({
      partition: int32,
      /** Where the log begins then. */
      lowWatermark: int64,
      errorCode: int16,
    }))),
  },
});
