import { restartBrokers } from "../faults/cluster/restart_brokers.ts";
import { stepClocks } from "../faults/cluster/step_clocks.ts";
import { stepFunctionClocks } from "../faults/functions/step_function_clocks.ts";
import { clockLab } from "../labs/lab_clock.ts";
import { drainedWithin, inSyncWithin, passesWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

const bounds = [resumesWithin(12), drainedWithin(60), inSyncWithin(60)];
const killed = [resumesWithin(20), drainedWithin(60), inSyncWithin(60)];
const passed = [resumesWithin(12), passesWithin(12)];
const functionsKilled = [resumesWithin(12), passesWithin(30)];
/** So that followers pause no longer for what went wrong while clocks were ahead: see `stepClocks`. */
const restarted = { fault: restartBrokers, bounds: [resumesWithin(12)] };

export default {
  summary:
    "clocks are a day ahead, then a day behind: of one broker, of all, of functions, and with " +
    "some of them killed then",
  on: clockLab,
  through: [RELAY, "consumer"],
  shortThrough: [],
  steps: [
    { fault: stepFunctionClocks({ days: 1 }), lasts: 10, bounds: passed },
    { fault: stepFunctionClocks({ days: -1, restart: true }), lasts: 10, bounds: functionsKilled },
    { fault: stepClocks({ of: "one", days: 1 }), lasts: 10, bounds },
    restarted,
    { fault: stepClocks({ of: "all", days: 1 }), lasts: 10, bounds },
    restarted,
    { fault: stepClocks({ of: "all", days: -1 }), lasts: 10, bounds },
    { fault: stepClocks({ of: "all", days: 1, restart: true }), lasts: 10, bounds: killed },
  ],
  short: [{ fault: stepClocks({ of: "all", days: 1 }), lasts: 1, bounds }],
} satisfies Scenario;
