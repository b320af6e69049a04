import { moveLeaders } from "../faults/cluster/move_leaders.ts";
import { resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

export default {
  summary: "all leaders move to other brokers under load, ten times",
  steps: times(10, { fault: moveLeaders, calm: 2, bounds: [resumesWithin(5)] }),
} satisfies Scenario;
