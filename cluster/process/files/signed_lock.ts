/**
 * Locks of files in the lab's folder: one ends with the process that holds it, and the file says which
 * process that is.
 *
 * @module
 */
import { basename, join } from "node:path";
import { ensureFolder, inWords } from "./ensure_folder.ts";
import { alive, record, type RecordedProcess } from "../process_identity.ts";

/** The command that holds a lock. */
export interface LockHolder extends RecordedProcess {
  /** The name of its script: `up`, `down`, `quick_start`. */
  script: string;
}

/** Opens the file of a lock. @throws {Error} where the folder cannot be written, with the way out. */
export async function openLock(stateDir: string, name: string): Promise<Deno.FsFile> {
  await ensureFolder(stateDir, "INSTIGATOR_STATE");
  return await inWords(
    stateDir,
    "INSTIGATOR_STATE",
    () => Deno.open(join(stateDir, name), { create: true, read: true, write: true }),
  );
}

/** Writes into a lock that is held that this process does. */
export async function sign(file: Deno.FsFile): Promise<void> {
  const script = basename(Deno.mainModule, ".ts");
  const text = JSON.stringify({ script, ...await record(Deno.pid) });
  // On a full disk nobody is told who holds the lock, and it is held all the same.
  try {
    await file.truncate();
    await file.write(new TextEncoder().encode(text));
  } catch (error) {
    if (error instanceof TypeError) throw error;
  }
}

/** The process that holds the lock, if it has signed by now. */
export async function holderOf(file: Deno.FsFile): Promise<LockHolder | undefined> {
  const bytes = new Uint8Array(1024);
  const length = await file.read(bytes) ?? 0;
  await file.seek(0, Deno.SeekMode.Start);
  try {
    const holder: LockHolder = JSON.parse(new TextDecoder().decode(bytes.subarray(0, length)));
    return (await alive([holder])).size > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}
