/**
 * The folder that a tree is written to.
 *
 * @module
 */
import { dirname, join } from "node:path";

/** A file that is not as it would be written. */
export interface Difference {
  path: string;
  /** It is missing, differs, or is left from what was written before. */
  what: "missing" | "different" | "left over";
}

/** Only these folders are written, and nothing beside them is looked at: users' overlays stand there. */
const ROOTS = ["base", "components", "overlays/strimzi", "overlays/local"];

/** In what a folder differs from what would be written, by path. */
export async function differences(
  folder: string,
  texts: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const found = new Set((await Promise.all(ROOTS.map((root) => filesIn(folder, root)))).flat());
  const wanted = await Promise.all([...texts].map(async ([path, text]) => {
    if (!found.has(path)) return [{ path, what: "missing" as const }];
    const before = await Deno.readTextFile(join(folder, path));
    return before === text ? [] : [{ path, what: "different" as const }];
  }));
  const left = [...found].filter((path) => !texts.has(path))
    .map((path) => ({ path, what: "left over" as const }));
  return [...wanted.flat(), ...left].toSorted((a, b) => a.path < b.path ? -1 : 1);
}

/** Makes the folder so, and says what was changed. */
export async function writeFolder(
  folder: string,
  texts: ReadonlyMap<string, string>,
): Promise<Difference[]> {
  const changes = await differences(folder, texts);
  for (const { path, what } of changes) {
    const file = join(folder, path);
    if (what === "left over") {
      await Deno.remove(file);
      continue;
    }
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, texts.get(path)!);
  }
  return changes;
}

async function filesIn(folder: string, under: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(join(folder, under)));
    return (await Promise.all(entries.map(({ name, isDirectory }) => {
      const path = `${under}/${name}`;
      return isDirectory ? filesIn(folder, path) : [path];
    }))).flat();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
