/**
 * One run of `deno task chaos --join` at a time breaks a lab.
 *
 * @module
 */
import type { LabEnvironment } from "./environment.ts";
import { holderOf, type LockHolder, openLock, sign } from "./process/files/signed_lock.ts";

const NAME = "chaos.lock";

/**
 * Takes the lock; disposing of it gives it back.
 *
 * @throws {Error} when another run has it.
 */
export async function lockChaos(
  { stateDir }: Pick<LabEnvironment, "stateDir">,
): Promise<Disposable> {
  const file = await openLock(stateDir, NAME);
  try {
    if (!await file.tryLock(true)) {
      const holder = await holderOf(file);
      const who = holder ? ` (pid ${holder.pid})` : "";
      throw new Error(`Cannot break this lab: another run of deno task chaos does${who}`);
    }
    await sign(file);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The run that breaks this lab now. */
export async function chaosHolder(
  { stateDir }: Pick<LabEnvironment, "stateDir">,
): Promise<LockHolder | undefined> {
  using file = await openLock(stateDir, NAME);
  return await holderOf(file);
}
