import { leaveGaps } from "../faults/records/leave_gaps.ts";
import { writeManyRecords } from "../faults/records/write_many_records.ts";
import { writeOddRecords } from "../faults/records/write_odd_records.ts";
import { consumedWithin, passesWithin } from "../run/bounds.ts";
import type { Scenario, Step } from "../run/scenario.ts";
import { RELAY } from "../workload/load_source.ts";

const bounds = [consumedWithin(12), passesWithin(12)];
const odd: Step = { fault: writeOddRecords, bounds };

export default {
  summary:
    "whatever other clients may write comes among the load and beside it, and stops nobody: odd records, " +
    "a batch of 300,000, gaps of compaction, an aborted transaction at the end",
  through: [RELAY, "consumer"],
  steps: [
    odd,
    { fault: leaveGaps(true), bounds },
    // What is behind so many waits for them.
    { fault: writeManyRecords, bounds: [consumedWithin(30), passesWithin(90)] },
    odd,
  ],
  short: [odd, { fault: leaveGaps(false), bounds }],
} satisfies Scenario;
