/**
 * The consumer's settings.
 *
 * @module
 */
import { portVariable, sharedVariables } from "../runtime/config/shared_variables.ts";
import type { Variables } from "../runtime/config/variable.ts";
import handler from "./handler.ts";
import { oneOf, wholeNumber } from "../runtime/config/parsers.ts";

/** The variables that the consumer reads. */
export const variables = {
  ...sharedVariables,
  port: portVariable(handler.definition.port),
  autostart: {
    name: "AUTOSTART",
    doc: "Whether to consume as soon as it runs, unless it was told to stop.",
    default: "false",
    // The lab starts it over HTTP, and does not hand on what stands in a shell.
    ifAllowed: true,
    parse: oneOf("true", "false"),
  },
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
