import { delay } from "@std/async";
import type { Toxic } from "./toxic.ts";

/** No more than so many bytes a second pass, in each direction of a link; all its connections share them. */
export function bandwidth(bytesPerSecond: number): Toxic {
  return {
    name: `${Math.round(bytesPerSecond / 1_000)} kB/s`,
    gate(signal) {
      let freeAt = 0;
      return async (bytes) => {
        freeAt = Math.max(performance.now(), freeAt) + bytes / bytesPerSecond * 1_000;
        await delay(Math.max(0, freeAt - performance.now()), { signal }).catch(() => {});
      };
    },
  };
}
