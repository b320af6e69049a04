/**
 * Answers, as the API reference shows them.
 *
 * @module
 */
import type { Status } from "./status_schema.ts";
import type { Wanted } from "./wanted_trigger.ts";

/** A wanted state. */
export const STARTED: Wanted = {
  state: "started",
  topics: ["sampleOne"],
  group: "consumer-Sample-One",
};

/** A run of the ledger. */
export const RUN = "5f0c6a1e9d3b-0c1e7a";

const COUNTS = {
  consumed: 1200,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  redelivered: 0,
  compacted: 0,
};

/** A status. */
export const STATUS: Status = {
  status: "ok",
  message: "Consumer is started",
  state: "started",
  wanted: STARTED,
  problem: null,
  member: "instigator-1b8f0c56-3a3b-4c60-9b9d-0d3c5f0c6a1e",
  assignment: [{
    topic: "sampleOne",
    partition: 0,
    position: 1200,
    committed: 1190,
    highWatermark: 1200,
    lastStableOffset: 1200,
    lag: 0,
    lagSeconds: 0,
  }],
  totalLag: 0,
  ledger: {
    totals: { ...COUNTS, unstamped: 0, expired: 0, resets: 0 },
    runs: [{ run: RUN, ...COUNTS }],
    latency: { count: 1200, p50: 3.2, p90: 4.9, p99: 9.1, max: 21.3 },
  },
  recentLatency: { count: 5, p50: 3.1, p99: 4.8 },
  handler: {
    records: 1200,
    filtered: 0,
    failed: 0,
    retries: 0,
    halved: 0,
    deadLetters: 0,
    passedBy: 0,
    skipped: 0,
    timeouts: 0,
    calls: 1200,
  },
};
