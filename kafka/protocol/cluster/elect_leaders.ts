import { api } from "../wire/api.ts";
import {
  array,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  struct,
} from "../wire/fields.ts";
import { topicOf } from "../wire/topic_of.ts";

/** Elects leaders; asked of the controller (KIP-460). */
export const electLeaders = api("ElectLeaders", {
  key: 43,
  version: 2,
  request: {
    /** 0: the preferred one. */
    electionType: int8,
    /** `null`: of all. */
    topics: nullableArray(topicOf(int32)),
    timeoutMs: int32,
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    topics: array(topicOf(struct({
      partition: int32,
      errorCode: int16,
      errorMessage: nullableString,
    }))),
  },
});
