/**
 * A healthy lab, for unit tests to change.
 *
 * @module
 */
import type { Overview } from "../../../kafka/admin/overview.ts";
import type { Sample } from "../live/memory/sample.ts";

/** Three brokers with one topic. */
export function anOverview(): Overview {
  return {
    clusterId: "lab",
    controller: 1,
    brokers: [1, 2, 3].map((id) => ({ id, host: "127.0.0.1", port: 9091 + id })),
    topics: [{
      name: "sampleOne",
      internal: false,
      partitions: 2,
      replicationFactor: 3,
      underReplicated: 0,
      offline: 0,
      notPreferred: 0,
      leaders: [1, 1],
      balance: { brokers: 3, holders: [1, 2, 3], skewed: [], leaderSkewed: [1] },
    }],
  };
}

/** All is well. */
export function aSample(): Sample {
  const overview = anOverview();
  return {
    kafka: { value: overview },
    brokers: [...overview.brokers],
    brokerNames: new Map(),
    rates: new Map([["sampleOne", 12.5]]),
    readRates: new Map([["sampleOne:readers", 12.4]]),
    recordsIn: 12.5,
    recordsOut: 12.4,
    producer: {
      value: {
        state: "started",
        wanted: { parameters: { topic: "sampleOne", rate: 12.5, keys: 1, template: "t" } },
        run: { sent: 100, acknowledged: 100, failed: 0, perSecond: 12.5, lastError: null },
        ledger: [{ queued: 0, acknowledged: 100, failed: 0 }],
      },
    },
    consumer: {
      value: {
        state: "started",
        wanted: { topics: ["sampleOne"], group: "readers" },
        problem: null,
        assignment: [{ topic: "sampleOne", partition: 0 }],
        totalLag: 0,
        ledger: {
          totals: { consumed: 100, lost: 0, duplicated: 0, reordered: 0, redelivered: 0 },
        },
        recentLatency: { count: 100, p50: 2.5, p99: 9 },
      },
    },
    own: new Map(),
    groups: { value: { groups: [], silentBrokers: [] } },
    ensemble: [1, 2, 3].map((id) => ({
      name: `zoo${id}`,
      address: `127.0.0.1:808${id - 1}`,
      state: "up",
      role: id === 2 ? "leader" : "follower",
    })),
    processes: new Map(),
    traffic: new Map(),
    addresses: new Map(),
  };
}
