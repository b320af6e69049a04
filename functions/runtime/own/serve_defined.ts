/**
 * A function that `deno serve function.ts` runs: Deno listens, and everything else is as ever.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { DefinedFunction } from "../define/define_function.ts";
import { readDefinition } from "../define/read_definition.ts";
import { endOnSignal } from "../http/serving/serve.ts";
import { RequestsUnderWay } from "../http/serving/requests_under_way.ts";
import { startFunction } from "../run_function.ts";
import { functionOptions } from "./function_options.ts";
import { loadOrExit } from "./load_or_exit.ts";

/**
 * Starts a function that is the main module of this process, which tells its name.
 *
 * @returns what answers requests. It ends, with the process, on SIGTERM or SIGINT.
 */
export async function serveDefined(
  defined: DefinedFunction,
): Promise<(request: Request) => Response | Promise<Response>> {
  const path = fileURLToPath(Deno.mainModule);
  const own = await loadOrExit(path, () => readDefinition(basename(dirname(path)), defined));
  const { fetch, close } = await startFunction(functionOptions(own));
  const underWay = new RequestsUnderWay();
  endOnSignal(underWay, close);
  return underWay.counted(fetch);
}
