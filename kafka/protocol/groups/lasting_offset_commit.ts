import { api } from "../wire/api.ts";
import { array, int16, int32, int64, nullableString, string, struct } from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/**
 * Commits offsets that are kept for as long as the request says; asked of the group's coordinator. It is
 * an older version of OffsetCommit: since KIP-211 (version 5) all commits of a group without members are
 * forgotten after the brokers' `offsets.retention.minutes`, a week, but what is committed in this way is
 * still kept as it was told to be. Brokers of Kafka 4 speak it, too (KIP-896).
 */
export const lastingOffsetCommit = api("OffsetCommit", {
  key: 8,
  version: 4,
  flexible: false,
  request: {
    group: string,
    generation: int32,
    member: string,
    retentionTimeMs: int64,
    topics: array(topicOf(struct({ partition: int32, offset: int64, metadata: nullableString }))),
  },
  response: {
    throttleTimeMs: int32,
    topics: array(topicOf(struct({ partition: int32, errorCode: int16 }))),
  },
});
