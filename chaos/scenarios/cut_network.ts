import { halfOpenClients, isolateLeader, resetClients } from "../faults/network/cut_network.ts";
import { networkLab } from "../labs/network_lab.ts";
import { drainedWithin, inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const isolated = [resumesWithin(25), drainedWithin(60), inSyncWithin(80)];

export default {
  summary:
    "a leader's clients are reset for 10 s, then half-open for 20 s; then it is cut off for 30 s",
  on: networkLab,
  steps: [
    { fault: resetClients, lasts: 10, bounds: [resumesWithin(20), drainedWithin(60)] },
    { fault: halfOpenClients, lasts: 20, bounds: [resumesWithin(40), drainedWithin(60)] },
    { fault: isolateLeader, lasts: 30, bounds: isolated },
  ],
  short: [{ fault: isolateLeader, lasts: 10, bounds: isolated }],
} satisfies Scenario;
