import { pauseBroker } from "../faults/pause_broker.ts";
import { consumedWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const bounds = [resumesWithin(12), consumedWithin(12)];

export default {
  summary: "a broker that leads a partition hangs (SIGSTOP) for 45 s, and goes on",
  steps: [{ fault: pauseBroker, lasts: 45, bounds }],
  short: [{ fault: pauseBroker, lasts: 8, bounds }],
} satisfies Scenario;
