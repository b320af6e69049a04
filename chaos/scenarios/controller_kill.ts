import { killController } from "../faults/kill_controller.ts";
import { controllerWithin, inSyncWithin, resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

const bounds = [controllerWithin(8), resumesWithin(8), inSyncWithin(20)];

export default {
  summary: "the controller is killed, twice",
  steps: times(2, { fault: killController, bounds }),
} satisfies Scenario;
