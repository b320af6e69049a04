/**
 * The settings of rest.
 *
 * @module
 */
import { schemaVariables } from "../runtime/config/schema_variables.ts";
import { portVariable, sharedVariables } from "../runtime/config/shared_variables.ts";
import type { Variables } from "../runtime/config/variable.ts";
import { text, wholeNumber } from "../runtime/config/parsers.ts";
import { producingVariables } from "../runtime/producing/build_producing.ts";

/** The variables that rest reads. */
export const variables = {
  ...sharedVariables,
  ...producingVariables,
  ...schemaVariables,
  port: portVariable(5003),
  instanceTimeoutMs: {
    name: "CONSUMER_INSTANCE_TIMEOUT_MS",
    doc: "After how long without a request a consumer instance is closed, in ms.",
    default: "300000",
    parse: wholeNumber(1_000),
  },
  maxInstances: {
    name: "CONSUMER_MAX_INSTANCES",
    doc: "How many consumer instances there may be in a replica before clients get 429.",
    default: "200",
    parse: wholeNumber(1),
  },
  requestTimeoutMs: {
    name: "CONSUMER_REQUEST_TIMEOUT_MS",
    doc: "How long a request for records waits for some where its instance does not say, in ms.",
    default: "1000",
    parse: wholeNumber(1, 600_000),
  },
  requestMaxBytes: {
    name: "CONSUMER_REQUEST_MAX_BYTES",
    doc: "How many bytes of keys and values a request for records gets at most.",
    default: "16777216",
    parse: wholeNumber(1, 67_108_864),
  },
  advertisedHost: {
    name: "ADVERTISED_HOST",
    doc:
      "The name by which the other replicas reach this one; auto is HOSTNAME. Unset: there are none.",
    optional: true,
    parse: (value: string, source: (name: string) => string | undefined) =>
      value === "auto" ? text(source("HOSTNAME") ?? "localhost") : text(value),
  },
} as const satisfies Variables;
