import { rejectSends } from "../faults/records/reject_sends.ts";
import { resumesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";

export default {
  summary: "every other send of all producers is rejected for a while, three times",
  steps: times(3, { fault: rejectSends, bounds: [resumesWithin(5)] }),
} satisfies Scenario;
