/**
 * Where own functions stand: folders with a `function.ts`, in functions/ of this checkout or in the
 * folder that `INSTIGATOR_FUNCTIONS` names.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";

/** The folder of a function. */
export interface FunctionFolder {
  /** Its own name, which is the function's. */
  name: string;
  /** Absolute. */
  path: string;
}

/** The folder for functions of this checkout. */
export const CHECKOUT_FUNCTIONS = join(PROJECT_ROOT, "functions");

/**
 * The folders of all functions that have a `function.ts`, by their names.
 *
 * @throws {Error} when the folder that `INSTIGATOR_FUNCTIONS` names is not there, or two functions have
 * one name.
 */
export async function functionFolders(
  { functionsDir }: Pick<LabEnvironment, "functionsDir">,
): Promise<FunctionFolder[]> {
  const roots = [CHECKOUT_FUNCTIONS, ...functionsDir ? [functionsDir] : []];
  const found = (await Promise.all([...new Set(roots)].map(foldersIn))).flat();
  const byName = Map.groupBy(found, ({ name }) => name);
  for (const [name, [first, second]] of byName) {
    if (second === undefined) continue;
    throw new Error(`Cannot tell two functions ${name} apart: ${first.path} and ${second.path}`);
  }
  return found.toSorted((a, b) => a.name < b.name ? -1 : 1);
}

async function foldersIn(root: string): Promise<FunctionFolder[]> {
  const folders = (await entries(root)).filter((entry) =>
    !entry.isFile && !entry.name.startsWith(".")
  ).map(({ name }) => ({ name, path: join(root, name) }));
  const isFunction = await Promise.all(
    folders.map(({ path }) => isFile(join(path, "function.ts"))),
  );
  return folders.filter((_, i) => isFunction[i]);
}

async function entries(root: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(root));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) {
      throw error;
    }
    throw new Error(`Cannot find functions: INSTIGATOR_FUNCTIONS is ${root}, which is no folder`);
  }
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isFile, () => false);
}
