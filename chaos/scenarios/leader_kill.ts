import { killLeader } from "../faults/cluster/kill_leader.ts";
import { inSyncWithin, resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

const step = { fault: killLeader, bounds: [resumesWithin(8), inSyncWithin(20)] };

export default {
  summary: "the broker that leads a partition is killed, five times",
  steps: times(5, step),
  short: [step],
} satisfies Scenario;
