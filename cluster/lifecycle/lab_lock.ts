/**
 * One lock for each lab: whoever changes what runs holds it, so that `up` and `down` follow each
 * other. It is a file's lock, and ends with the process that holds it.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../environment.ts";

/**
 * Takes the lab's lock; disposing of it gives it back.
 *
 * @param onWait is called when another command holds it.
 */
export async function lockLab(
  { stateDir }: LabEnvironment,
  onWait: () => void,
): Promise<Disposable> {
  await Deno.mkdir(stateDir, { recursive: true });
  const file = await Deno.create(join(stateDir, "lock"));
  if (!await file.tryLock(true)) {
    onWait();
    await file.lock(true);
  }
  return file;
}
