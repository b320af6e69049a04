import { killController } from "../faults/cluster/kill_controller.ts";
import { inSyncWithin, provenWithin, resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

const elected = provenWithin(8, "a controller is elected");
const bounds = [elected, resumesWithin(8), inSyncWithin(20)];

export default {
  summary: "the controller is killed, twice",
  steps: times(2, { fault: killController, bounds }),
} satisfies Scenario;
