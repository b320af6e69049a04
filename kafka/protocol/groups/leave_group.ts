import { api } from "../wire/api.ts";
import { array, int16, int32, nullableString, string, struct } from "../wire/fields.ts";

/** Takes members out of their group; asked of its coordinator (KIP-345). */
export const leaveGroup = api("LeaveGroup", {
  key: 13,
  version: 4,
  request: {
    group: string,
    members: array(struct({ memberId: string, instanceId: nullableString })),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    members: array(struct({ memberId: string, instanceId: nullableString, errorCode: int16 })),
  },
});
