import type { TopicPartition } from "../topic_partition.ts";

/** A header of a record. A name can occur more than once; a value can be null, which is not empty. */
export type Header = [name: string, value: Uint8Array | null];

/** A record as Kafka keeps it. */
export interface KafkaRecord extends TopicPartition {
  offset: number;
  /**
   * ms since the Unix epoch; whatever its producer wrote, so any 64-bit integer: a number where that is
   * exact, which is up to 2^53.
   */
  timestamp: number | bigint;
  key: Uint8Array | null;
  /** `null` is a tombstone: compaction removes its key. */
  value: Uint8Array | null;
  /** In their order. */
  headers: Header[];
}

/** Names a record among all: topic/partition/offset. */
export function recordName(
  { topic, partition, offset }: TopicPartition & { offset: number },
): string {
  return `${topic}/${partition}/${offset}`;
}
