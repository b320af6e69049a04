/**
 * One lock for each lab: a command that changes what runs holds it from its first look to its end, so
 * that `up` and `down` follow each other, and none undoes what another did. It is a file's lock, and
 * ends with the process that holds it.
 *
 * @module
 */
import { delay } from "@std/async";
import { join } from "node:path";
import type { LabEnvironment } from "../environment.ts";

/** How often a lock that another command holds is tried, ms. */
const INTERVAL = 100;

/**
 * Takes the lab's lock; disposing of it gives it back.
 *
 * @param onWait is called when another command holds it.
 * @throws the signal's reason when that is aborted meanwhile.
 */
export async function lockLab(
  { stateDir }: Pick<LabEnvironment, "stateDir">,
  onWait: () => void,
  signal?: AbortSignal,
): Promise<Disposable> {
  await Deno.mkdir(stateDir, { recursive: true });
  const file = await Deno.create(join(stateDir, "lock"));
  try {
    if (await file.tryLock(true)) return file;
    onWait();
    do await delay(INTERVAL, { signal }); while (!await file.tryLock(true));
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}
