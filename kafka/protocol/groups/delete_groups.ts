import { api } from "../wire/api.ts";
import { array, int16, int32, string, struct } from "../wire/fields.ts";

/** Forgets groups and what they have committed; asked of their coordinator (KIP-229). */
export const deleteGroups = api("DeleteGroups", {
  key: 42,
  version: 2,
  request: { groups: array(string) },
  response: {
    throttleTimeMs: int32,
    results: array(struct({ group: string, errorCode: int16 })),
  },
});
