/**
 * One lock for each lab: a command that changes what runs holds it from its first look to its end, so
 * that `up` and `down` follow each other, and none undoes what another did. It is a file's lock, and
 * ends with the process that holds it; the file says which process that is.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LabEnvironment } from "../environment.ts";
import { holderOf, type LockHolder, openLock, sign } from "../process/files/signed_lock.ts";

/** How often a lock that another command holds is tried, ms. */
const INTERVAL = 100;

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
  const file = await openLock(stateDir, "lock");
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
