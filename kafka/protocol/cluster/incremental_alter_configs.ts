import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  int8,
  nullableString,
  string,
  struct,
} from "../wire/fields.ts";

/** Changes single settings; all others stay as they are (KIP-339). */
export const incrementalAlterConfigs = api("IncrementalAlterConfigs", {
  key: 44,
  version: 1,
  request: {
    resources: array(struct({
      type: int8,
      name: string,
      configs: array(struct({ name: string, operation: int8, value: nullableString })),
    })),
    validateOnly: boolean,
  },
  response: {
    throttleTimeMs: int32,
    results: array(struct({
      errorCode: int16,
      errorMessage: nullableString,
      type: int8,
      name: string,
    })),
  },
});
