import { api } from "../wire/api.ts";
import { array, bytes, int16, int32, nullableString, string, struct } from "../wire/fields.ts";

/**
 * Joins a group, or joins it again; asked of its coordinator, which answers when all members have
 * (KIP-394: a new member is given its id first).
 */
export const joinGroup = api("JoinGroup", {
  key: 11,
  version: 6,
  request: {
    group: string,
    sessionTimeoutMs: int32,
    rebalanceTimeoutMs: int32,
    /** Empty for a new member. */
    memberId: string,
    instanceId: nullableString,
    protocolType: string,
    protocols: array(struct({ name: string, metadata: bytes })),
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    generation: int32,
    protocol: string,
    leader: string,
    memberId: string,
    /** Told to the leader only. */
    members: array(struct({ memberId: string, instanceId: nullableString, metadata: bytes })),
  },
});
