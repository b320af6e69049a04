import { delay } from "@std/async";
import type { Toxic } from "./toxic.ts";

/** Each chunk comes so much later, ms, and up to `jitter` more; the order stays. */
export function latency(ms: number, jitter: number, random: () => number): Toxic {
  return {
    name: `${ms} ms of latency${jitter > 0 ? `, and up to ${jitter} ms more` : ""}`,
    gate: (signal) => () => delay(ms + random() * jitter, { signal }).catch(() => {}),
  };
}
