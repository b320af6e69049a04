import { api } from "../wire/api.ts";
import { array, bytes, int16, int32, int64, nullableString, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Writes record batches; asked of the partitions' leaders. */
export const produce = api("Produce", {
  key: 0,
  version: 9,
  request: {
    transactionalId: nullableString,
    /** -1: of all replicas in sync. */
    acks: int16,
    timeoutMs: int32,
    topics: array(topicOf(struct({ partition: int32, records: bytes }))),
  },
  response: {
    topics: array(topicOf(struct({
      partition: int32,
      errorCode: int16,
      baseOffset: int64,
      logAppendTimeMs: int64,
      logStartOffset: int64,
      recordErrors: array(struct({ index: int32, message: nullableString })),
      errorMessage: nullableString,
    }))),
    throttleTimeMs: int32,
  },
});
