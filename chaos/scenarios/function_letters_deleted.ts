import { deleteLetters } from "../faults/functions/delete_letters.ts";
import { passesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

export default {
  summary: "a function's dead letter topic is deleted under load, twice",
  through: [RELAY],
  steps: times(2, { fault: deleteLetters, bounds: [passesWithin(15)] }),
} satisfies Scenario;
