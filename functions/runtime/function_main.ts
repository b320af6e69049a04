/**
 * Runs a function: `deno run --allow-net=… --allow-env=… functions/runtime/function_main.ts
 * <path/function.ts>`.
 *
 * @module
 */
import { loadFunction } from "./define/load_function.ts";
import { functionOptions } from "./own/function_options.ts";
import { loadOrExit } from "./own/load_or_exit.ts";
import { runFunction } from "./run_function.ts";

const USAGE = "Usage: deno run … functions/runtime/function_main.ts <path/function.ts>";

const [path] = Deno.args;
if (Deno.args.length !== 1 || path === "--help" || path === "-h") {
  const isHelp = Deno.args.length === 1;
  (isHelp ? console.log : console.error)(USAGE);
  Deno.exit(isHelp ? 0 : 2);
}
await runFunction(functionOptions(await loadOrExit(path, () => loadFunction(path))));
