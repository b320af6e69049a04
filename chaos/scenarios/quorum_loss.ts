import { loseQuorum } from "../faults/lose_quorum.ts";
import { inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

export default {
  summary: "two of three ZooKeeper servers are down for 60 s; traffic may stand still meanwhile",
  steps: [{ fault: loseQuorum, lasts: 60, bounds: [resumesWithin(120), inSyncWithin(120)] }],
  short: [{ fault: loseQuorum, lasts: 5, bounds: [resumesWithin(65), inSyncWithin(65)] }],
} satisfies Scenario;
