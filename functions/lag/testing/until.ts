import { delay } from "@std/async";

/** How long a state may take to come, in ms: unit tests wait for turns of the event loop only. */
const LIMIT = 10_000;

/** Waits for a state. @throws {Error} when it does not come. */
export async function until(state: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT;
  while (!state()) {
    if (performance.now() > end) throw new Error(`Cannot go on within ${LIMIT} ms: not ${state}`);
    await delay(1);
  }
}
