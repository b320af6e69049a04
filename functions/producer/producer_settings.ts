/**
 * The producer's settings.
 *
 * @module
 */
import { portVariable, sharedVariables } from "../runtime/config/shared_variables.ts";
import type { Variables } from "../runtime/config/variable.ts";
import { oneOf } from "../runtime/config/parsers.ts";
import { producingVariables } from "../runtime/producing/build_producing.ts";

/** The variables that the producer reads. */
export const variables = {
  ...sharedVariables,
  port: portVariable(5000),
  ...producingVariables,
  ledger: {
    name: "LEDGER",
    doc: "Whether records that clients post carry the ledger's stamp, as headers.",
    default: "true",
    parse: oneOf("true", "false"),
  },
} as const satisfies Variables;
