import type { Brokers } from "../client/brokers.ts";
import { PATIENCE } from "../client/patience.ts";
import { listOffsets } from "../protocol/records/list_offsets.ts";
import { byTopic } from "../topic_partition.ts";

/**
 * Where in the log: its first record; its high watermark; its last stable offset, where the first
 * transaction begins that is open, or else the high watermark; or the first record of a time on, in ms.
 */
export type OffsetAt = "start" | "end" | "stable" | { time: number };

const READ_UNCOMMITTED = 0;
const READ_COMMITTED = 1;

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
  const timestamp = typeof at === "object" ? at.time : at === "start" ? -2 : -1;
  const byLeader = Map.groupBy(partitions.filter(({ leader }) => leader >= 0), (led) => led.leader);
  await Promise.allSettled([...byLeader].map(async ([leader, led]) => {
    const { topics } = await brokers.request(leader, listOffsets, {
      replicaId: -1,
      isolationLevel: at === "stable" ? READ_COMMITTED : READ_UNCOMMITTED,
      topics: byTopic(led, ({ partition }) => ({ partition, leaderEpoch: -1, timestamp })),
    }, PATIENCE);
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

/** The offsets that tell of logs. */
export interface LogOffsets {
  start: OffsetsByPartition;
  /** The last stable offsets. */
  stable: OffsetsByPartition;
  /** The high watermarks. */
  end: OffsetsByPartition;
}

/**
 * Where logs begin and end, as {@linkcode fetchOffsets} finds each of these offsets. Without an open
 * transaction the last stable offset is the high watermark, also while records are being written: a
 * leader answers the questions of one connection in their order, and is asked for the high watermark first.
 */
export async function logOffsets(
  brokers: Brokers,
  partitions: readonly LedPartition[],
): Promise<LogOffsets> {
  const [start, end, stable] = await Promise.all(
    (["start", "end", "stable"] as const).map((at) => fetchOffsets(brokers, partitions, at)),
  );
  // What was written in between shows in the later answer only.
  for (const [topic, offsets] of stable) {
    for (const [partition, offset] of offsets) {
      const high = end.get(topic)?.get(partition);
      if (high !== undefined && high < offset) end.get(topic)!.set(partition, offset);
    }
  }
  return { start, stable, end };
}
