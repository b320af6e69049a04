import { api } from "../wire/api.ts";
import { array, int16, int32, int64, nullableString, string, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Commits offsets; asked of the group's coordinator. */
export const offsetCommit = api("OffsetCommit", {
  key: 8,
  version: 8,
  request: {
    group: string,
    /** -1, and no member: from outside the group. */
    generation: int32,
    member: string,
    instanceId: nullableString,
    topics: array(topicOf(struct({
      partition: int32,
      offset: int64,
      leaderEpoch: int32,
      metadata: nullableString,
    }))),
  },
  response: {
    throttleTimeMs: int32,
    topics: array(topicOf(struct({ partition: int32, errorCode: int16 }))),
  },
});
