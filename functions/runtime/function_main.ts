/**
 * Runs a function: `deno run --allow-net=… --allow-env=… functions/runtime/function_main.ts
 * <path/function.ts>`.
 *
 * @module
 */
import { ConfigError, loadConfig } from "./config/config.ts";
import { portVariable, sharedVariables } from "./config/shared_variables.ts";
import { loadFunction } from "./define/load_function.ts";
import { placed, placeVariables } from "./define/place.ts";
import type { OwnFunction } from "./define/read_definition.ts";
import { Log } from "./log/log.ts";
import { buildFunction } from "./own/build_function.ts";
import { runFunction } from "./run_function.ts";

/** EX_CONFIG of sysexits.h: something was wrong with the definition. */
const EX_CONFIG = 78;

const USAGE = "Usage: deno run … functions/runtime/function_main.ts <path/function.ts>";

if (Deno.args.length !== 1) {
  console.error(USAGE);
  Deno.exit(2);
}
const own = await loadOrExit(Deno.args[0]);
const { error, log } = console;
const functionLog = new Log({
  name: own.name,
  level: "info",
  pretty: Deno.stdout.isTerminal(),
  write: (level, line) => level === "warn" || level === "error" ? error(line) : log(line),
});

await runFunction({
  name: own.name,
  settings: () =>
    loadConfig({ ...sharedVariables, ...placeVariables, port: portVariable(own.port) }),
  build: (parts) => ({
    ...buildFunction(placed(own, parts.settings), functionLog, parts),
    ...(parts.settings.untilStdinEnds &&
      { until: Deno.stdin.readable.pipeTo(new WritableStream()) }),
  }),
});

/** Faults of the definition are listed, and an import that fails is told with its file and line. */
async function loadOrExit(path: string): Promise<OwnFunction> {
  try {
    return await loadFunction(path);
  } catch (error) {
    if (error instanceof ConfigError) {
      console.error(error.message);
      Deno.exit(EX_CONFIG);
    }
    const { stack, message } = error instanceof Error ? error : new Error(String(error));
    console.error(`Cannot load ${path}: ${stack ?? message}`);
    Deno.exit(1);
  }
}
