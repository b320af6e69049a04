import { writeOddRecords } from "../faults/write_odd_records.ts";
import { consumedWithin, passesWithin } from "../run/bounds.ts";
import { type Scenario, times } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

const step = { fault: writeOddRecords, bounds: [consumedWithin(12), passesWithin(12)] };

export default {
  summary: "whatever other clients may write comes among the load, twice, and stops nobody",
  through: [RELAY, "consumer"],
  steps: times(2, step),
} satisfies Scenario;
