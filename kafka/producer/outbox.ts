/**
 * All records on their way to Kafka: the lanes, and the limits of what may wait in them.
 *
 * @module
 */
import { QueueFullError } from "./queue_full_error.ts";
import type { Deliverer, Entry } from "./entry.ts";
import { Lane, type LaneCounts } from "./lane.ts";

/** Options of {@linkcode Outbox}. */
export interface OutboxOptions {
  sender: Deliverer;
  /** How much may wait before clients are turned away. */
  maxRecords: number;
  maxBytes: number;
}

/** The longest that a client is told to wait, in seconds. */
const MAX_RETRY_AFTER = 30;

/** Records on their way to Kafka. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<string, Map<number, Lane>>();
  #records = 0;
  #bytes = 0;
  #settled = 0;
  /** Records settled a second, of late. */
  #pace = 0;
  #settledBefore = 0;
  #whenEmpty: (() => void)[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** What waits and is on its way now. */
  get queue() {
    const { maxRecords, maxBytes } = this.#options;
    return { records: this.#records, bytes: this.#bytes, maxRecords, maxBytes };
  }

  /** What each lane has done. */
  get lanes(): LaneCounts[] {
    return this.#all().map((lane) => lane.counts);
  }

  /**
   * Makes sure that there is room for so many more records.
   *
   * @throws {QueueFullError} with the seconds after which the queue should be empty at its present pace.
   */
  admit(records: number, bytes: number): void {
    const { maxRecords, maxBytes } = this.#options;
    if (this.#records + records <= maxRecords && this.#bytes + bytes <= maxBytes) return;
    // What is larger than the whole queue is let through when the queue is empty.
    if (this.#records === 0) return;
    const seconds = Math.ceil(this.#records / Math.max(this.#pace, 1));
    throw new QueueFullError(this.#records, Math.min(Math.max(seconds, 1), MAX_RETRY_AFTER));
  }

  /** Takes a record on its way to its partition of the topic. */
  push(topic: string, entry: Entry): void {
    this.#records++;
    this.#bytes += entry.bytes;
    this.#lane(topic, entry.record.partition).push(entry);
  }

  /** To be called every second: gives up what has waited too long, and measures the pace. */
  tick(): void {
    for (const lane of this.#all()) lane.expire();
    this.#pace = (this.#pace + this.#settled - this.#settledBefore) / 2;
    this.#settledBefore = this.#settled;
  }

  /** Resolves once nothing is on its way. */
  async drained(): Promise<void> {
    if (this.#records === 0) return;
    await new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
  }

  #all(): Lane[] {
    return [...this.#lanes.values()].flatMap((lanes) => [...lanes.values()]);
  }

  #lane(topic: string, partition: number): Lane {
    let lanes = this.#lanes.get(topic);
    if (lanes === undefined) this.#lanes.set(topic, lanes = new Map());
    let lane = lanes.get(partition);
    if (lane === undefined) {
      const onSettled = (records: number, bytes: number) => this.#settle(records, bytes);
      lanes.set(partition, lane = new Lane(topic, partition, this.#options.sender, onSettled));
    }
    return lane;
  }

  #settle(records: number, bytes: number): void {
    this.#records -= records;
    this.#bytes -= bytes;
    this.#settled += records;
    if (this.#records > 0) return;
    for (const resolve of this.#whenEmpty) resolve();
    this.#whenEmpty = [];
  }
}
