import type { Toxic } from "./toxic.ts";

/**
 * Nothing passes, not even an end: connections stay half-open, and new ones are accepted and get no answer.
 * What was sent comes through once it is healed, as TCP sends it again.
 */
export const blackHole: Toxic = {
  name: "a black hole",
  gate: (healed) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (healed.aborted) resolve();
    healed.addEventListener("abort", () => resolve());
    return () => promise;
  },
};
