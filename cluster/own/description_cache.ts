/**
 * What functions said of themselves, kept for as long as nothing changes that they said it by: so that
 * commands stay quick, as each question takes a process.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";
import { describeFunction, envFile, isBroken } from "./describe_function.ts";
import type { BrokenFunction, FunctionSource, OwnFunction } from "./own_function.ts";

/** By what every function is described. */
const DESCRIBED_BY = ["functions/runtime/define", "kafka/names.ts", "deno.json", "deno.lock"];

interface Entry {
  digest: string;
  described: OwnFunction;
}

/** The descriptions of functions, from the last time where nothing has changed since. */
export async function descriptions(
  environment: Pick<LabEnvironment, "stateDir">,
  sources: readonly FunctionSource[],
): Promise<(OwnFunction | BrokenFunction)[]> {
  if (sources.length === 0) return [];
  const path = join(environment.stateDir, "descriptions.json");
  const [known, shared] = await Promise.all([readCache(path), sharedDigest()]);
  const fresh: Record<string, Entry> = {};
  const all = await Promise.all(sources.map(async (source) => {
    const entry = known[source.file];
    if (entry && await digestOf(entry.described, shared) === entry.digest) {
      fresh[source.file] = entry;
      return entry.described;
    }
    const described = await describeFunction(source);
    if (!isBroken(described)) {
      fresh[source.file] = { digest: await digestOf(described, shared), described };
    }
    return described;
  }));
  const isNew = Object.keys(fresh).some((file) => fresh[file] !== known[file]);
  if (isNew) await writeCache(path, { ...known, ...fresh });
  return all;
}

/** A digest of all that a description comes from. */
async function digestOf(own: OwnFunction, shared: string): Promise<string> {
  const configs = [own.config, join(own.folder, "deno.json")];
  const locks = configs.map((config) => join(dirname(config), "deno.lock"));
  return await digest([own.file, ...own.imports, envFile(own), ...configs, ...locks], shared);
}

async function sharedDigest(): Promise<string> {
  const paths = await Promise.all(DESCRIBED_BY.map(async (name) => {
    const path = join(PROJECT_ROOT, name);
    if (!(await Deno.stat(path)).isDirectory) return [path];
    return (await Array.fromAsync(Deno.readDir(path))).map((entry) => join(path, entry.name));
  }));
  return await digest(paths.flat(), "");
}

/** A digest of files, some of which may not be there. */
async function digest(paths: readonly string[], salt: string): Promise<string> {
  const sorted = [...new Set(paths)].toSorted();
  const contents = await Promise.all(sorted.map((path) => Deno.readFile(path).catch(() => null)));
  const hash = createHash("sha256").update(salt);
  sorted.forEach((path, i) =>
    hash.update(`\0${path}\0${contents[i]?.length}\0`).update(contents[i] ?? "")
  );
  return hash.digest("hex");
}

/** What is kept; nothing where that cannot be read, as it only saves time. */
async function readCache(path: string): Promise<Record<string, Entry>> {
  try {
    return JSON.parse(await Deno.readTextFile(path)) ?? {};
  } catch {
    return {};
  }
}

/** Keeps it, where this command may. */
async function writeCache(path: string, entries: Record<string, Entry>): Promise<void> {
  const news = `${path}.${Deno.pid}`;
  try {
    await Deno.writeTextFile(news, JSON.stringify(entries));
    await Deno.rename(news, path);
  } catch {
    // There is no lab here yet, or its folder is not to be written: it takes some time again.
  }
}
