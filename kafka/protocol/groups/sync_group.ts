import { api } from "../wire/api.ts";
import { array, bytes, int16, int32, nullableString, string, struct } from "../wire/fields.ts";

/** A member's assignment, once the group's leader has said it of all; asked of the coordinator. */
export const syncGroup = api("SyncGroup", {
  key: 14,
  version: 4,
  request: {
    group: string,
    generation: int32,
    memberId: string,
    instanceId: nullableString,
    /** Of the leader only. */
    assignments: array(struct({ memberId: string, assignment: bytes })),
  },
  response: { throttleTimeMs: int32, errorCode: int16, assignment: bytes },
});
