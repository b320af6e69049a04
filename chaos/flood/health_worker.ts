/**
 * Asks `/healthz` again and again, in a thread of its own: whoever floods a function has no time to see how soon it answers.
 *
 * @module
 */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { delay } from "@std/async";

/** How long to wait between two looks, ms. */
const LOOK = 200;

const latencies: number[] = [];

async function watch(url: string): Promise<void> {
  while (true) {
    const asked = performance.now();
    await (await fetch(url)).body?.cancel();
    latencies.push(performance.now() - asked);
    await delay(LOOK);
  }
}

// The address begins it, and whatever comes then is answered with the times that it took, ms.
self.onmessage = ({ data }: MessageEvent<string | null>) => {
  if (data === null) self.postMessage(latencies);
  else watch(data);
};
