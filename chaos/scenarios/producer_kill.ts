import { killProducer } from "../faults/functions/kill_producer.ts";
import { provenWithin, resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

const bounds = [resumesWithin(20), provenWithin(20, "the run that is wanted goes on")];

export default {
  summary: "the producer function is killed in mid batch, three times, and goes on with its run",
  isHttp: true,
  steps: times(3, { fault: killProducer, bounds }),
} satisfies Scenario;
