import { killCoordinator } from "../faults/cluster/kill_coordinator.ts";
import { passesWithin, resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

export default {
  summary: "the broker that coordinates a function's group is killed, twice",
  through: [RELAY],
  steps: times(2, { fault: killCoordinator, bounds: [resumesWithin(8), passesWithin(30)] }),
} satisfies Scenario;
