import type { Brokers } from "../client/brokers.ts";
import { listOffsets } from "../protocol/records/list_offsets.ts";

/**
 * Where in the log: its first record, its high watermark, its last stable offset (where what is
 * committed ends: the first record of an open transaction, if there is one), or the first record of a
 * time on, in ms.
 */
export type OffsetAt = "start" | "end" | "stable" | { time: number };

/** A partition whose leader is known; -1: it has none. */
export interface LedPartition {
  topic: string;
  partition: number;
  leader: number;
}

/** An offset of each partition, by topic and partition. */
export type OffsetsByPartition = Map<string, Map<number, number>>;

/**
 * Offsets of many partitions, in one request a leader. Those that cannot be had now (no leader, one
 * that has moved, or that does not answer) are missing; -1 stands for a time after the last record.
 */
export async function fetchOffsets(
  brokers: Brokers,
  partitions: readonly LedPartition[],
  at: OffsetAt,
): Promise<OffsetsByPartition> {
  const found: OffsetsByPartition = new Map();
  const timestamp = at === "start" ? -2 : typeof at === "string" ? -1 : at.time;
  const byLeader = Map.groupBy(partitions.filter(({ leader }) => leader >= 0), (led) => led.leader);
  await Promise.allSettled([...byLeader].map(async ([leader, led]) => {
    const byTopic = [...Map.groupBy(led, ({ topic }) => topic)];
    const { topics } = await brokers.request(leader, listOffsets, {
      replicaId: -1,
      isolationLevel: at === "stable" ? 1 : 0,
      topics: byTopic.map(([name, partitions]) => ({
        name,
        partitions: partitions.map(({ partition }) => ({ partition, leaderEpoch: -1, timestamp })),
      })),
    });
    for (const { name, partitions } of topics) {
      const offsets = found.get(name) ?? new Map<number, number>();
      found.set(name, offsets);
      for (const { partition, errorCode, offset } of partitions) {
        if (errorCode === 0) offsets.set(partition, offset);
      }
    }
  }));
  return found;
}
