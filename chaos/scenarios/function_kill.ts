import { killFunction } from "../faults/functions/kill_function.ts";
import { passesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

export default {
  summary: "a function that the load passes through is killed in mid batch, three times",
  through: [RELAY],
  steps: times(3, { fault: killFunction, bounds: [passesWithin(30)] }),
} satisfies Scenario;
