/**
 * Collects what a function's image is made of: `collect_main.ts <folder of the function> <folder to fill>
 * [deno.json]`.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { collect, ROOT } from "./collect.ts";

const [folder, out, config = join(ROOT, "deno.json")] = Deno.args.map((path) => resolve(path));
const isOwn = await Deno.stat(join(folder, "function.ts")).then(() => true, () => false);
await collect({
  entries: isOwn
    ? [join(ROOT, "functions/runtime/function_main.ts"), join(folder, "function.ts")]
    : [join(folder, "main.ts")],
  folder,
  config,
  out,
});
