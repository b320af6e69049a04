/**
 * Runs a function in two steps, each told by a line on stdin, for those who have a former version of it
 * running: `deno run … functions/runtime/dev_main.ts <path/function.ts>`. `load` loads the function and
 * prints what it says of itself; `run` goes on as function_main.ts does. What takes long to load has been
 * loaded before, and what cannot be loaded ends nothing that works.
 *
 * @module
 */
import { describe } from "./define/describe.ts";
import { loadFunction } from "./define/load_function.ts";
// All that every function needs, so that it is there when the function comes.
import "./own/function_options.ts";
import "./run_function.ts";

const stdin = Deno.stdin.readable.getReader();

await told("load");
const own = await loadFunction(Deno.args[0]).catch(() => undefined);
if (own !== undefined) {
  console.log(JSON.stringify({ loaded: describe(own) }));
  await told("run");
}
// The function may want to know when stdin ends.
stdin.releaseLock();
// It has the very module that was loaded, or says why there is none.
await import("./function_main.ts");

/** Settles when a line says so; the end of stdin, before all is told, ends the process. */
async function told(step: string): Promise<void> {
  const { value, done } = await stdin.read();
  if (done) Deno.exit(0);
  const line = new TextDecoder().decode(value).trim();
  if (line !== step) throw new Error(`Cannot go on: expected ${step}, got ${line}`);
}
