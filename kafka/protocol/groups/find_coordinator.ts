import { api } from "../wire/api.ts";
import { int16, int32, int8, nullableString, string } from "../wire/fields.ts";

/** Who coordinates a group. */
export const findCoordinator = api("FindCoordinator", {
  key: 10,
  version: 3,
  request: {
    key: string,
    /** 0: a group. */
    keyType: int8,
  },
  response: {
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    nodeId: int32,
    host: string,
    port: int32,
  },
});
