/**
 * The consumer's settings.
 *
 * @module
 */
import { portVariable, sharedVariables } from "../runtime/config/shared_variables.ts";
import type { Variables } from "../runtime/config/variable.ts";
import handler from "./handler.ts";
import { wholeNumber } from "../runtime/config/parsers.ts";

/** The variables that the consumer reads. */
export const variables = {
  ...sharedVariables,
  port: portVariable(handler.definition.port),
  messagesMaxRecords: {
    name: "MESSAGES_MAX_RECORDS",
    doc: "How many of the last records are kept to be shown.",
    default: "10000",
    parse: wholeNumber(1, 1_000_000),
  },
  messagesMaxBytes: {
    name: "MESSAGES_MAX_BYTES",
    doc: "How many bytes of the last records are kept to be shown.",
    default: "16777216",
    parse: wholeNumber(1),
  },
} as const satisfies Variables;
