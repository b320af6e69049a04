/**
 * How a function is run: its settings, its log and its work.
 *
 * @module
 */
import { ConfigError, loadConfig } from "../config/config.ts";
import { schemaVariables } from "../config/schema_variables.ts";
import { portVariable, sharedVariables } from "../config/shared_variables.ts";
import type { Settings } from "../config/variable.ts";
import { placed, placeVariables } from "../define/place.ts";
import { type OwnFunction, subjectOf } from "../define/read_definition.ts";
import { functionLog, logUncaught } from "../log/function_log.ts";
import { LogTail } from "../log/log_tail.ts";
import { logVariables } from "../log/log_variables.ts";
import type { FunctionOptions } from "../run_function.ts";
import { buildFunction } from "./build_function.ts";

/** The variables that a function reads whose port is this one by default. */
export function functionVariables(port: number) {
  return {
    ...sharedVariables,
    ...placeVariables,
    ...logVariables,
    ...schemaVariables,
    port: portVariable(port),
  };
}

/** What runs a function. */
export function functionOptions(
  own: OwnFunction,
): FunctionOptions<Settings<ReturnType<typeof functionVariables>>> {
  return {
    name: own.name,
    settings: async () => {
      const settings = await loadConfig(functionVariables(own.port));
      const subject = subjectOf(own.input);
      if (subject === undefined || settings.schemaRegistryUrl) return settings;
      throw new ConfigError([
        `SCHEMA_REGISTRY_URL must be set: the input is the subject ${subject}`,
      ]);
    },
    build(parts) {
      const { settings } = parts;
      const tail = new LogTail();
      const log = functionLog(own.name, settings.logLevel, tail);
      logUncaught(log);
      return {
        ...buildFunction(placed(own, settings), { log, tail }, parts),
        ...(settings.untilStdinEnds && { until: Deno.stdin.readable.pipeTo(new WritableStream()) }),
      };
    },
  };
}
