/**
 * The producer's settings.
 *
 * @module
 */
import { portVariable, sharedVariables } from "../runtime/config/shared_variables.ts";
import type { Variables } from "../runtime/config/variable.ts";
import { wholeNumber } from "../runtime/config/parsers.ts";

/** The variables that the producer reads. */
export const variables = {
  ...sharedVariables,
  port: portVariable(5000),
  queueMaxRecords: {
    name: "QUEUE_MAX_RECORDS",
    doc: "How many records may wait for Kafka before clients get 429.",
    default: "100000",
    parse: wholeNumber(1),
  },
  queueMaxBytes: {
    name: "QUEUE_MAX_BYTES",
    doc: "How many bytes of records may wait for Kafka before clients get 429.",
    default: "67108864",
    parse: wholeNumber(1),
  },
} as const satisfies Variables;
