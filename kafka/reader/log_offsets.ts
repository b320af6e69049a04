import type { Brokers } from "../client/brokers.ts";
import { listOffsets } from "../protocol/records/list_offsets.ts";

/**
 * Where in the log: its first record, its high watermark, its last stable offset (that of the first
 * open transaction, else the high watermark: KIP-98), or the first record of a time on, in ms.
 */
export type OffsetAt = "start" | "end" | "stable" | { time: number };

/** Kafka's numbers of these. */
const EARLIEST = -2;
const LATEST = -1;
const READ_COMMITTED = 1;
const READ_UNCOMMITTED = 0;

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
 *
 * @param timeoutMs how long a leader may take.
 */
export async function fetchOffsets(
  brokers: Brokers,
  partitions: readonly LedPartition[],
  at: OffsetAt,
  timeoutMs?: number,
): Promise<OffsetsByPartition> {
  const found: OffsetsByPartition = new Map();
  const timestamp = typeof at === "object" ? at.time : at === "start" ? EARLIEST : LATEST;
  const byLeader = Map.groupBy(partitions.filter(({ leader }) => leader >= 0), (led) => led.leader);
  await Promise.allSettled([...byLeader].map(async ([leader, led]) => {
    const byTopic = [...Map.groupBy(led, ({ topic }) => topic)];
    const { topics } = await brokers.request(leader, listOffsets, {
      replicaId: -1,
      isolationLevel: at === "stable" ? READ_COMMITTED : READ_UNCOMMITTED,
      topics: byTopic.map(([name, partitions]) => ({
        name,
        partitions: partitions.map(({ partition }) => ({ partition, leaderEpoch: -1, timestamp })),
      })),
    }, timeoutMs);
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
