import { createHash } from "node:crypto";
import { join, relative, resolve } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";

/**
 * A digest of files, by their paths and contents.
 *
 * @param paths files and folders, from the project's root; one that is not there counts as empty.
 * @param counts tells which of the files and folders inside them count; all do, where it is left out.
 */
export async function filesDigest(
  paths: readonly string[],
  counts: (path: string) => boolean = () => true,
): Promise<string> {
  const files = await Promise.all(
    paths.map((path) => filesBelow(resolve(PROJECT_ROOT, path), counts)),
  );
  const sorted = [...new Set(files.flat())].toSorted();
  const contents = await Promise.all(sorted.map((path) => Deno.readFile(path)));
  const hash = createHash("sha256");
  sorted.forEach((path, i) => {
    hash.update(`${relative(PROJECT_ROOT, path)}\0`).update(contents[i]);
  });
  return hash.digest("hex");
}

/** The files of a folder; the path itself, where it is a file. */
async function filesBelow(path: string, counts: (path: string) => boolean): Promise<string[]> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (!info?.isDirectory) return info ? [path] : [];
  const entries = await Array.fromAsync(Deno.readDir(path));
  const below = entries.map(async (entry) => {
    const inside = join(path, entry.name);
    if (!counts(inside)) return [];
    return entry.isFile ? [inside] : await filesBelow(inside, counts);
  });
  return (await Promise.all(below)).flat();
}
