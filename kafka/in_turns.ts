import { delay } from "@std/async";

/** For how long work may hold the event loop, in ms; others have a turn then. */
const TURN = 20;

/** Does something with each of many values, and lets others have their turn from time to time. */
export async function inTurns<T>(values: Iterable<T>, take: (value: T) => void): Promise<void> {
  let begun = performance.now();
  for (const value of values) {
    take(value);
    if (performance.now() - begun < TURN) continue;
    await delay(0);
    begun = performance.now();
  }
}
