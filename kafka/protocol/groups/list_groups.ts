import { api } from "../wire/api.ts";
import { array, int16, int32, string, struct } from "../wire/fields.ts";

/** The groups that a broker coordinates, of every protocol type. */
export const listGroups = api("ListGroups", {
  key: 16,
  version: 4,
  request: {
    /** None: all. */
    states: array(string),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    groups: array(struct({ group: string, protocolType: string, state: string })),
  },
});
