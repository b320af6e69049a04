import { delay } from "@std/async";

/** Waits so many ms, or until the signal aborts. Whether it has not. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  await delay(ms, { signal }).catch(() => {});
  return !signal.aborted;
}
