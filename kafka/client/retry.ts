import { delay } from "@std/async";
import { KafkaError } from "../errors.ts";

/** How long is tried, and the pauses between: each twice as long as the one before, in ms. */
const TIMEOUT = 5_000;
const FIRST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;

/**
 * Tries again what Kafka may get over by itself: a coordinator that is only starting, a leader that
 * has just moved. One that keeps silent until its request times out has used up the time for more.
 *
 * @throws what `work` threw last.
 */
export async function retrying<T>(work: () => Promise<T>, timeoutMs = TIMEOUT): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (let pause = FIRST_PAUSE;; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      return await work();
    } catch (error) {
      const isRetriable = error instanceof KafkaError && error.retriable;
      if (!isRetriable || performance.now() + pause > end) throw error;
      await delay(pause);
    }
  }
}
