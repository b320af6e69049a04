import type { Toxic } from "./toxic.ts";

/** All connections are reset (RST), and each new one as soon as it is made. */
export const reset: Toxic = {
  name: "resets",
  gate: () => () => Promise.resolve(),
  resets: true,
};
