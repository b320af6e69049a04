/**
 * How long the event loop was held: for so long nobody was answered.
 *
 * @module
 */
import { setImmediate } from "node:timers";

/** What something took, in ms. */
export interface Held<T> {
  ms: number;
  /** For how long it held the loop at most. */
  longest: number;
  result: T;
}

/**
 * Runs something, and looks at the loop meanwhile.
 *
 * @param stranger how much time went, in all, into what is not to be measured, ms: it is taken off.
 */
export async function held<T>(
  run: () => Promise<T>,
  stranger: () => number = () => 0,
): Promise<Held<T>> {
  const clock = () => performance.now() - stranger();
  let isOver = false;
  let longest = 0;
  let last = clock();
  const look = () => {
    const now = clock();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const looking = (async () => {
    while (!isOver) {
      await turn();
      look();
    }
  })();
  const began = clock();
  try {
    const result = await run();
    const ms = clock() - began;
    // The last of its turns is not over yet.
    look();
    return { ms, longest, result };
  } finally {
    isOver = true;
    await looking;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
