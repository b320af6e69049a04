import type { KafkaSettings } from "../client/settings.ts";
import type { LogRecord } from "../protocol/records/record_batch.ts";
import type { KafkaRecord } from "../record/record.ts";
import { PartitionReader } from "./partition_reader.ts";

/** Where to read a partition: from an offset up to, not including, another. */
export interface OffsetRange {
  from: number;
  to: number;
}

/** Of one round: how long brokers wait for records, in ms, and how many bytes they send. */
const BOUNDS = { maxWaitMs: 250, maxBytes: 8 * 1024 * 1024, maxPartitionBytes: 1024 * 1024 };

/**
 * The records of a topic in these ranges, by partition, and then it ends. They come by time, as
 * `mergeRecords` has them: each partition's in their order, and the same log gives the same sequence.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION when the topic is deleted, UNREACHABLE. When `signal`
 * aborts, it ends.
 */
export async function* readTopic(
  settings: KafkaSettings,
  topic: string,
  ranges: ReadonlyMap<number, OffsetRange>,
  signal: AbortSignal,
): AsyncGenerator<KafkaRecord[]> {
  const reader = new PartitionReader(settings, topic);
  const queues = [...ranges].sort(([a], [b]) => a - b).map((range) => new PartitionQueue(...range));
  const close = () => void reader.close();
  signal.addEventListener("abort", close);
  try {
    while (!signal.aborted) {
      const open = queues.filter(({ isOver }) => !isOver);
      if (open.length === 0) return;
      const hungry = open.filter(({ isEmpty }) => isEmpty);
      if (hungry.length === 0) {
        yield merged(topic, open);
        continue;
      }
      const positions = new Map(hungry.map(({ partition, position }) => [partition, position]));
      for (const { partition, records, next } of await reader.read(positions, BOUNDS)) {
        queues.find((queue) => queue.partition === partition)?.add(records, next);
      }
    }
  } catch (error) {
    // What was under way when the reader was closed has failed with that.
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", close);
    await reader.close();
  }
}

/**
 * The oldest records of queues, up to where one of them is empty: nobody knows how old what it has next is.
 *
 * @param queues none of them is empty.
 */
export function merged(topic: string, queues: readonly PartitionQueue[]): KafkaRecord[] {
  const records: KafkaRecord[] = [];
  while (true) {
    const oldest = queues.reduce((a, b) => b.time < a.time ? b : a);
    records.push({ topic, partition: oldest.partition, ...oldest.take() });
    if (oldest.isEmpty) return records;
  }
}

/** What is read ahead of a partition. */
export class PartitionQueue {
  readonly partition: number;
  /** Of the next read. */
  position: number;
  readonly #to: number;
  #records: readonly LogRecord[] = [];
  #at = 0;
  /** A record counts as not older than the one before it. */
  #time: number | bigint = -Infinity;

  constructor(partition: number, { from, to }: OffsetRange) {
    this.partition = partition;
    this.position = from;
    this.#to = to;
  }

  /** Whether nothing read is left. */
  get isEmpty(): boolean {
    return this.#at === this.#records.length;
  }

  /** Whether nothing is left at all. */
  get isOver(): boolean {
    return this.isEmpty && this.position >= this.#to;
  }

  /** Of the record that comes next; there must be one. */
  get time(): number | bigint {
    const { timestamp } = this.#records[this.#at];
    return timestamp > this.#time ? timestamp : this.#time;
  }

  /** Takes in what was read at `position`, and where reading goes on. */
  add(records: readonly LogRecord[], next: number): void {
    this.#records = records.filter(({ offset }) => offset < this.#to);
    this.#at = 0;
    this.position = next;
  }

  /** The record that comes next; there must be one. */
  take(): LogRecord {
    this.#time = this.time;
    return this.#records[this.#at++];
  }
}
