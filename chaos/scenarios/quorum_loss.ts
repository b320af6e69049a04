import { loseQuorum } from "../faults/cluster/lose_quorum.ts";
import { commandCreates, consoleCreates } from "../probes/admin_calls.ts";
import { answersWithin, inSyncWithin, wellWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

const told = answersWithin(
  5,
  consoleCreates,
  "the console says 503 to changes",
  (value) => value === "503",
);

const said = answersWithin(
  5,
  commandCreates,
  "commands say so in a line",
  (value) => /^Error Cannot .+ quorum .+$/.test(value),
);

export default {
  summary: "two of three ZooKeeper servers are down for 60 s; traffic may stand still meanwhile",
  steps: [{
    fault: loseQuorum,
    lasts: 60,
    bounds: [told, said, wellWithin(60), inSyncWithin(120)],
  }],
  short: [{ fault: loseQuorum, lasts: 12, bounds: [told, wellWithin(60), inSyncWithin(75)] }],
  beside: ["console"],
  probes: [consoleCreates, commandCreates],
} satisfies Scenario;
