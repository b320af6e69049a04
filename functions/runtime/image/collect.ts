/**
 * What one function is made of: the modules that it imports, the other files of its folder, and the
 * packages that these name. An image has that, and neither other functions nor what tests take.
 *
 * @module
 */
import {
  basename,
  dirname,
  isAbsolute,
  join,
  relative,
  resolve,
  sep as SEPARATOR,
} from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds the runtime's own deno.json. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Where what is not of the checkout goes. */
const APP = "app";

/** A function to collect. Paths are absolute. */
export interface Collected {
  /** What is run. */
  entries: readonly string[];
  /** The function's folder: all of it is taken. */
  folder: string;
  /** The configuration that its imports are of. */
  config: string;
  /** Where it all goes. */
  out: string;
}

/** A module, as `deno info --json` tells of it. */
interface Module {
  specifier: string;
  npmPackage?: string;
  dependencies?: { specifier: string }[];
}

/** A package of npm, as `deno info --json` tells of it. */
interface Package {
  dependencies: string[];
  localPath?: string;
}

/** A configuration of Deno's, as far as it is looked at. */
interface Config {
  imports?: Record<string, string>;
  [more: string]: unknown;
}

/**
 * Copies a function to a folder that needs nothing else, but for packages of this platform that are
 * another's there; the cache of its packages is below `.deno`.
 *
 * @throws {Error} where it imports what is neither of the checkout nor below its configuration.
 */
export async function collect({ entries, folder, config, out }: Collected): Promise<void> {
  const graphs = await Promise.all(entries.map((entry) => graphOf(entry, config)));
  const modules = graphs.flatMap(({ modules }) => modules);
  const appRoot = isIn(config, ROOT) ? dirname(folder) : dirname(config);
  const place = (path: string) => join(out, placeOf(path, appRoot));
  const files = new Set([
    ...modules.filter(({ specifier }) => specifier.startsWith("file:"))
      .map(({ specifier }) => fileURLToPath(specifier)),
    ...await filesBelow(folder),
  ]);
  for (const file of files) await copy(file, place(file));

  await writeConfig(join(ROOT, "deno.json"), join(out, "deno.json"), (given) => {
    const used = new Set(
      modules.flatMap(({ dependencies = [] }) => dependencies.map(({ specifier }) => specifier)),
    );
    return lean(given, used, isIn(folder, ROOT));
  });
  await copy(join(ROOT, "deno.lock"), join(out, "deno.lock"));
  if (!isIn(config, ROOT)) {
    await writeConfig(
      config,
      place(config),
      (given) =>
        "links" in given ? { ...given, links: [relative(dirname(place(config)), out)] } : given,
    );
    const lock = join(dirname(config), "deno.lock");
    if (await Deno.stat(lock).catch(() => undefined)) await copy(lock, place(lock));
  }
  for (const { modules, npmPackages } of graphs) await copyPackages(modules, npmPackages, out);
}

/** Where a file goes, from the folder of what is collected. */
export function placeOf(path: string, appRoot: string): string {
  if (isIn(path, ROOT)) return relative(ROOT, path);
  if (isIn(path, appRoot)) return join(APP, relative(appRoot, path));
  throw new Error(`Cannot have ${path} in an image: it is not below ${appRoot}`);
}

/** A configuration with those imports only that are used. */
export function lean(
  { imports = {}, workspace, compilerOptions, name, version, exports: exported }: Config,
  used: ReadonlySet<string>,
  isOfCheckout: boolean,
): Config {
  const isUsed = (name: string) =>
    used.has(name) || (name.endsWith("/") && [...used].some((one) => one.startsWith(name)));
  return {
    ...(name !== undefined && { name, version, exports: exported }),
    ...(isOfCheckout && workspace !== undefined && { workspace }),
    imports: Object.fromEntries(Object.entries(imports).filter(([name]) => isUsed(name))),
    compilerOptions,
  };
}

async function graphOf(entry: string, config: string) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--quiet", "--json", `--config=${config}`, entry],
  }).output();
  if (!success) throw new Error(`Cannot tell what ${entry} imports: ${decode(stderr)}`);
  const graph: { modules: (Module & { error?: string })[]; npmPackages?: Record<string, Package> } =
    JSON.parse(decode(stdout));
  const failed = graph.modules.find(({ error }) => error !== undefined);
  if (failed) throw new Error(`Cannot tell what ${entry} imports: ${failed.error}`);
  return { modules: graph.modules, npmPackages: graph.npmPackages ?? {} };
}

/** The files of a folder but for tests, settings of a user's own, and what is installed there. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const kept = entries.filter(({ name }) =>
    !/^\.|_test\.tsx?$|^node_modules$|^testing$|^deno\.lock$|^Dockerfile$/.test(name)
  );
  return (await Promise.all(kept.map(async ({ name, isDirectory }) => {
    const path = join(folder, name);
    return isDirectory ? await filesBelow(path) : [path];
  }))).flat();
}

/** Copies packages, and all that they need, to where Deno looks for them with `.deno` as its folder. */
async function copyPackages(
  modules: readonly Module[],
  packages: Record<string, Package>,
  out: string,
): Promise<void> {
  const wanted = modules.flatMap(({ npmPackage }) => npmPackage ?? []);
  const seen = new Set<string>();
  while (wanted.length > 0) {
    const id = wanted.pop()!;
    if (seen.has(id) || !packages[id]) continue;
    seen.add(id);
    wanted.push(...packages[id].dependencies);
    const from = packages[id].localPath;
    const at = from?.match(/[\\/]npm[\\/].*$/)?.[0];
    if (from && at) await copyFolder(from, join(out, ".deno", at));
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(dirname(to), { recursive: true });
  await Deno.copyFile(from, to);
}

async function writeConfig(from: string, to: string, change: (given: Config) => Config) {
  const given = parseJsonc(await Deno.readTextFile(from), basename(from));
  await Deno.mkdir(dirname(to), { recursive: true });
  await Deno.writeTextFile(to, JSON.stringify(change(given), null, 2) + "\n");
}

/** JSON that may have comments, which texts that begin with // or /* are not. */
function parseJsonc(text: string, name: string): Config {
  try {
    return JSON.parse(text.replace(/("(?:\\.|[^"\\])*")|\/\/.*|\/\*[^]*?\*\//g, "$1"));
  } catch (error) {
    throw new Error(`Cannot read ${name}: ${(error as Error).message}`);
  }
}

function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  // On another drive it is absolute.
  return way !== "" && way !== ".." && !way.startsWith(`..${SEPARATOR}`) && !isAbsolute(way);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
