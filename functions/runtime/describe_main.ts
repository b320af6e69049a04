/**
 * Prints what a function says of itself as JSON: `deno run functions/runtime/describe_main.ts
 * <function.ts>`. Needs no permissions but to read what it imports.
 *
 * @module
 */
import { ConfigError } from "./config/config.ts";
import { describe } from "./define/describe.ts";
import { loadFunction } from "./define/load_function.ts";

try {
  console.log(JSON.stringify(describe(await loadFunction(Deno.args[0]))));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  Deno.exit(78);
}
