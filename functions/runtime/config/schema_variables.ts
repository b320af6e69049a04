import { httpUrl } from "./parsers.ts";
import type { Variables } from "./variable.ts";

/** The variable of those that work with the schemas of a registry. */
export const schemaVariables = {
  schemaRegistryUrl: {
    name: "SCHEMA_REGISTRY_URL",
    doc:
      "A schema registry, by the base URL of its API, which is Confluent's. Unset: there is none.",
    optional: true,
    ifAllowed: true,
    parse: httpUrl,
  },
} as const satisfies Variables;
