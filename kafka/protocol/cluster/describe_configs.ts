import { api } from "../wire/api.ts";
import {
  array,
  boolean,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  string,
  struct,
  type ValueOf,
} from "../wire/fields.ts";

const configEntry = struct({
  name: string,
  value: nullableString,
  readOnly: boolean,
  source: int8,
  sensitive: boolean,
  synonyms: array(struct({ name: string, value: nullableString, source: int8 })),
  type: int8,
  documentation: nullableString,
});

/** The settings of topics and brokers (KIP-133, KIP-226). */
export const describeConfigs = api("DescribeConfigs", {
  key: 32,
  version: 4,
  request: {
    resources: array(struct({ type: int8, name: string, keys: nullableArray(string) })),
    includeSynonyms: boolean,
    includeDocumentation: boolean,
  },
  response: {
    throttleTimeMs: int32,
    results: array(struct({
      errorCode: int16,
      errorMessage: nullableString,
      type: int8,
      name: string,
      configs: array(configEntry),
    })),
  },
});

/** A setting of a topic or broker. */
export type DescribedConfig = ValueOf<typeof configEntry>;
