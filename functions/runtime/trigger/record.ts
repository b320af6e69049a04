import type { IHeaders } from "kafkajs";

/** A record as it was consumed. */
export interface ConsumedRecord {
  topic: string;
  partition: number;
  offset: number;
  /** ms since the Unix epoch. */
  timestamp: number;
  key: Uint8Array | null;
  /** `null` is a tombstone: compaction removes its key. */
  value: Uint8Array | null;
  headers: IHeaders;
}

/** Names a record among all: topic/partition/offset. */
export function recordName({ topic, partition, offset }: ConsumedRecord): string {
  return `${topic}/${partition}/${offset}`;
}
