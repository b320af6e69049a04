import { raceCommands } from "../faults/lab/race_commands.ts";
import { inSyncWithin, resumesWithin } from "../run/bounds.ts";
import type { Scenario } from "../run/scenario.ts";

export default {
  summary: "up and down race, six times; the lab is brought up after the last",
  isNative: true,
  steps: [{ fault: raceCommands(6), bounds: [resumesWithin(300), inSyncWithin(300)] }],
  short: [{ fault: raceCommands(1), bounds: [resumesWithin(120), inSyncWithin(120)] }],
} satisfies Scenario;
