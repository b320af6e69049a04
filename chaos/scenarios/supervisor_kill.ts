import { killSupervisor, killSupervisorAndBroker } from "../faults/lab/kill_supervisor.ts";
import { inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

export default {
  summary:
    "the supervisor is killed alone, and then with a broker; the lab is brought up each time",
  isNative: true,
  steps: [
    { fault: killSupervisor, lasts: 5, bounds: [resumesWithin(2), inSyncWithin(2)] },
    { fault: killSupervisorAndBroker, lasts: 5, bounds: [resumesWithin(8), inSyncWithin(40)] },
  ],
  short: [{ fault: killSupervisor, lasts: 1, bounds: [resumesWithin(2), inSyncWithin(2)] }],
} satisfies Scenario;
