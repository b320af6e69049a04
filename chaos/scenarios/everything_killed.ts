import { killEverything } from "../faults/lab/kill_everything.ts";
import { inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

export default {
  summary: "all processes of the lab are killed at once, and it is brought up again",
  isNative: true,
  steps: [{ fault: killEverything, bounds: [resumesWithin(60), inSyncWithin(60)] }],
} satisfies Scenario;
