import { api } from "../wire/api.ts";
import { array, int16, int32, nullableString, string, struct } from "../wire/fields.ts";

/** Deletes topics; asked of the controller. */
export const deleteTopics = api("DeleteTopics", {
  key: 20,
  version: 5,
  request: { names: array(string), timeoutMs: int32 },
  response: {
    throttleTimeMs: int32,
    topics: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })),
  },
});
