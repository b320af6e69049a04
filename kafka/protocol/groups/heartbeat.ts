import { api } from "../wire/api.ts";
import { int16, int32, nullableString, string } from "../wire/fields.ts";

/** Tells a group's coordinator that a member lives; the answer says whether the group rebalances. */
export const heartbeat = api("Heartbeat", {
  key: 12,
  version: 4,
  request: { group: string, generation: int32, memberId: string, instanceId: nullableString },
  response: { throttleTimeMs: int32, errorCode: int16 },
});
