import { oneOf } from "../config/parsers.ts";
import type { Variables } from "../config/variable.ts";
import { LEVELS } from "./log.ts";

/** The variables of a function's log. */
export const logVariables = {
  logLevel: {
    name: "LOG_LEVEL",
    doc: "The least that is logged: debug, info, warn or error.",
    default: "info",
    ifAllowed: true,
    parse: oneOf(...LEVELS),
  },
} as const satisfies Variables;
