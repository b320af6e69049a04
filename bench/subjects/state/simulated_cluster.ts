/**
 * A cluster as the console reads it, in memory: healthy, with as many groups as topics.
 *
 * @module
 */
import type { GroupList } from "../../../kafka/admin/groups/group_summaries.ts";
import type { Offsets } from "../../../kafka/admin/offsets.ts";
import type { Overview } from "../../../kafka/admin/overview.ts";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";

const BROKERS = [1, 2, 3];

/** Partitions of a topic. */
export const PARTITIONS = 10;

/** What the console asks for its lists; all else it does not know. */
export function simulatedCluster(topics: number): ClusterClient {
  const names = Array.from({ length: topics }, (_, i) => `topic-${String(i).padStart(6, "0")}`);
  let end = 1_000;
  const known: Partial<ClusterClient> = {
    overview: () => Promise.resolve(overviewOf(names)),
    endOffsets: () => {
      end += 100;
      const ends: Offsets = new Map(names.map((name) => [name, Array(PARTITIONS).fill(end)]));
      return Promise.resolve(ends);
    },
    groups: () => Promise.resolve(groupsOf(names, end)),
    topicConfigs: () => Promise.resolve(new Map()),
    logDirs: () => Promise.resolve([]),
    letterTopics: () => Promise.resolve([]),
    reassignments: () => Promise.resolve([]),
  };
  return known as ClusterClient;
}

function overviewOf(names: readonly string[]): Overview {
  return {
    clusterId: "simulated",
    controller: 1,
    brokers: BROKERS.map((id) => ({ id, host: "127.0.0.1", port: 9091 + id })),
    topics: names.map((name) => ({
      ...{ name, internal: false, partitions: PARTITIONS, replicationFactor: 3 },
      leaders: Array.from({ length: PARTITIONS }, (_, i) => BROKERS[i % 3]),
      ...{ underReplicated: 0, offline: 0, notPreferred: 0 },
      balance: { brokers: 3, holders: BROKERS, skewed: [], leaderSkewed: [] },
    })),
  };
}

function groupsOf(names: readonly string[], end: number): GroupList {
  const groups = names.map((topic, i) => ({
    ...{ group: `group-of-${topic}`, protocolType: "consumer", state: "Stable" as const },
    ...{ coordinator: BROKERS[i % 3], members: 1, topics: [topic] },
    ...{ totalLag: PARTITIONS * 50, neverCommitted: 0 },
    lags: Array.from({ length: PARTITIONS }, (_, partition) => ({
      ...{ topic, partition, lag: 50, committed: end - 50, logStart: 0, end },
    })),
  }));
  return { groups, silentBrokers: [] };
}
