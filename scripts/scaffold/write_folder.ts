/**
 * Writes the folder of a new function: all of it, or nothing.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { denoEnvironment } from "../../cluster/process/deno_run.ts";
import { runCommand } from "../../cluster/process/run_command.ts";

/** A folder to write, and how to make sure of it. */
export interface FolderToWrite {
  /** Where it is to stand; it is not there yet, and the folder around it may be missing too. */
  path: string;
  /** The texts by the files' names. */
  files: ReadonlyMap<string, string>;
  /** Looks at it before it is put in its place. @throws what keeps it from being put there. */
  check(folder: string): Promise<void>;
}

/**
 * Writes a folder beside its place under another name, formats and checks it there, and then renames it.
 *
 * @throws what `check` throws; nothing is left then.
 */
export async function writeFolder({ path, files, check }: FolderToWrite): Promise<void> {
  const around = dirname(path);
  const isNew = await Deno.stat(around).then(() => false, () => true);
  await Deno.mkdir(around, { recursive: true });
  const draft = await Deno.makeTempDir({ dir: around, prefix: ".new-" });
  try {
    // The function is named after its folder, so the draft has the very name.
    const folder = join(draft, path.slice(around.length + 1));
    await Deno.mkdir(folder);
    for (const [name, text] of files) await Deno.writeTextFile(join(folder, name), text);
    await format(folder);
    await check(folder);
    await Deno.rename(folder, path);
  } finally {
    await Deno.remove(draft, { recursive: true });
    // Only if it is empty: nothing was put there.
    if (isNew) await Deno.remove(around).catch(() => {});
  }
}

/** Formats as the folder's own settings say. */
async function format(folder: string): Promise<void> {
  const { success, stderr } = await runCommand(Deno.execPath(), ["fmt", "--quiet", folder], {
    env: { ...denoEnvironment(), NO_COLOR: "1" },
  });
  if (!success) throw new Error(`Cannot format ${folder}: ${stderr}`);
}
