import { dirname, join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";
import { CHECKOUT_FUNCTIONS, type FunctionFolder, functionFolders } from "./function_folders.ts";
import type { FunctionSource } from "./own_function.ts";

/** The configuration of the checkout; functions there that have one of their own are of its workspace. */
const CHECKOUT_CONFIG = join(PROJECT_ROOT, "deno.json");

/**
 * Where the code of each own function is, by their names.
 *
 * @throws {Error} as {@linkcode functionFolders} does.
 */
export async function functionSources(
  environment: Pick<LabEnvironment, "functionsDir">,
): Promise<FunctionSource[]> {
  return await Promise.all((await functionFolders(environment)).map(functionSource));
}

/** Where the code of a function is, by its folder. */
export async function functionSource({ name, path }: FunctionFolder): Promise<FunctionSource> {
  return { name, folder: path, file: join(path, "function.ts"), config: await configOf(path) };
}

/** Whether a function is of the checkout, where plain `docker compose` finds it, too. */
export function isOfCheckout({ folder }: FunctionSource): boolean {
  return dirname(folder) === CHECKOUT_FUNCTIONS;
}

/** The configuration that Deno would find for a folder; the checkout's where there is none. */
async function configOf(folder: string): Promise<string> {
  if (dirname(folder) === CHECKOUT_FUNCTIONS) return CHECKOUT_CONFIG;
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      if (await Deno.stat(join(at, name)).catch(() => undefined)) return join(at, name);
    }
  }
  return CHECKOUT_CONFIG;
}
