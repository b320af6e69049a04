/**
 * One lock for each lab: a command that changes what runs holds it from its first look to its end, so
 * that `up` and `down` follow each other, and none undoes what another did. It is a file's lock, and
 * ends with the process that holds it; the file says which process that is.
 *
 * @module
 */
import { delay } from "@std/async";
import { basename, join } from "node:path";
import type { LabEnvironment } from "../environment.ts";
import { ensureFolder, inWords } from "../process/ensure_folder.ts";
import { alive, record, type RecordedProcess } from "../process/process_identity.ts";

/** How often a lock that another command holds is tried, ms. */
const INTERVAL = 100;

/** The command that holds a lock. */
export interface LockHolder extends RecordedProcess {
  /** The name of its script: `up`, `down`, `quick_start`. */
  script: string;
}

/**
 * Takes the lab's lock; disposing of it gives it back.
 *
 * @param onWait is called when another command holds it, with that one as far as it is known.
 * @throws {Error} where the lab's folder cannot be written, with the way out; the signal's reason when
 * that is aborted meanwhile.
 */
export async function lockLab(
  { stateDir }: Pick<LabEnvironment, "stateDir">,
  onWait: (holder?: LockHolder) => void,
  signal?: AbortSignal,
): Promise<Disposable> {
  const file = await openLock(stateDir);
  try {
    if (!await file.tryLock(true)) {
      onWait(await holderOf(file));
      do await delay(INTERVAL, { signal }); while (!await file.tryLock(true));
    }
    await sign(file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

async function openLock(stateDir: string): Promise<Deno.FsFile> {
  await ensureFolder(stateDir, "INSTIGATOR_STATE");
  return await inWords(
    stateDir,
    "INSTIGATOR_STATE",
    () => Deno.open(join(stateDir, "lock"), { create: true, read: true, write: true }),
  );
}

async function sign(file: Deno.FsFile): Promise<void> {
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
async function holderOf(file: Deno.FsFile): Promise<LockHolder | undefined> {
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
