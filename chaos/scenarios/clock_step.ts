import { stepClocks } from "../faults/step_clocks.ts";
import { clockLab } from "../labs/lab_clock.ts";
import { drainedWithin, inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const bounds = [resumesWithin(12), drainedWithin(60), inSyncWithin(60)];
const killed = [resumesWithin(20), drainedWithin(60), inSyncWithin(60)];

export default {
  summary:
    "clocks are a day ahead, then a day behind: of one broker, of all, and with one killed then",
  on: clockLab,
  steps: [
    { fault: stepClocks({ of: "one", days: 1 }), lasts: 10, bounds },
    { fault: stepClocks({ of: "all", days: 1 }), lasts: 10, bounds },
    { fault: stepClocks({ of: "all", days: -1 }), lasts: 10, bounds },
    { fault: stepClocks({ of: "all", days: 1, restart: true }), lasts: 10, bounds: killed },
  ],
  short: [{ fault: stepClocks({ of: "all", days: 1 }), lasts: 1, bounds }],
} satisfies Scenario;
