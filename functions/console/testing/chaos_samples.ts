/**
 * A run of `deno task chaos`, for unit tests to change.
 *
 * @module
 */
import type { ChaosRun } from "../chaos/chaos_run.ts";

/** One scenario, which has passed. */
export function aChaosRun(): ChaosRun {
  return {
    command: "deno task chaos leader-kill --seed 7 --short --join",
    pid: 4242,
    startedAt: 1_700_000_000_000,
    updatedAt: 1_700_000_020_000,
    state: "passed",
    doing: "",
    scenarios: [{
      name: "leader-kill",
      summary: "the broker that leads a partition is killed, five times",
      state: "passed",
      seconds: 20,
      faults: [{
        what: "killed kafka2, which led partition 3",
        proofs: ["pid 7 is gone"],
        at: 4_000,
        bounds: [{ what: "acknowledgements resume", within: 8_000, took: 6_100, met: true }],
      }],
      verdict: {
        ...{ acknowledged: 12_000, unknown: 0, rejected: 40, logged: 12_000, redelivered: 12 },
        anomalies: {},
      },
      wrong: [],
      samples: [0, 1_000, 2_000].map((at) => ({
        ...{ at, acknowledged: 2_400, delivered: 2_400, p99: 9, unavailable: 0, lag: 0, isr: 3 },
      })),
    }],
  };
}
