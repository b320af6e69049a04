import type { KafkaRecord } from "../../../kafka/record/record.ts";

/** What a record and a header cost beside their bytes, in bytes, roughly. */
const RECORD_OVERHEAD = 200;
const HEADER_OVERHEAD = 100;

/** Up to so many who wait are woken at once. */
const FEW = 20;

/** What each of more than that is given, in ms: a thousand are woken twenty times a second. */
const SHARE = 0.05;

/** What a record takes in memory, bytes, roughly. */
export function byteLength({ key, value, headers }: KafkaRecord): number {
  let bytes = RECORD_OVERHEAD + (key?.length ?? 0) + (value?.length ?? 0);
  for (const [name, value] of headers) {
    bytes += HEADER_OVERHEAD + name.length + (value?.length ?? 0);
  }
  return bytes;
}

/**
 * The last records consumed, bounded by their number and their bytes. Readers hold nothing but an
 * index into it, so that none of them costs memory or slows consuming: one that falls behind finds
 * its index below {@linkcode MessageRing.start} and knows how many records it missed.
 */
export class MessageRing {
  readonly #slots: (KafkaRecord | undefined)[];
  readonly #maxBytes: number;
  #bytes = 0;
  #start = 0;
  #end = 0;
  #closed = false;
  #changed = Promise.withResolvers<void>();
  /** How many wait for it, and when those before them were woken. */
  #waiting = 0;
  #wokenAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ maxRecords, maxBytes }: { maxRecords: number; maxBytes: number }) {
    this.#slots = new Array(maxRecords);
    this.#maxBytes = maxBytes;
  }

  /** Index of the oldest record. Indices only grow. */
  get start(): number {
    return this.#start;
  }

  /** Index of the record that comes next. */
  get end(): number {
    return this.#end;
  }

  /** Whether no record will come any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** The record at an index from `start` up to, not including, `end`; undefined: it is forgotten. */
  at(index: number): KafkaRecord | undefined {
    return this.#slots[index % this.#slots.length];
  }

  /** Adds a record, for which the oldest ones make room. Readers see it after {@linkcode wake}. */
  push(record: KafkaRecord): void {
    if (this.#end - this.#start === this.#slots.length) this.#dropOldest();
    this.#slots[this.#end++ % this.#slots.length] = record;
    this.#bytes += byteLength(record);
    while (this.#bytes > this.#maxBytes && this.#end - this.#start > 1) this.#dropOldest();
  }

  /** Forgets the records of all topics but these. */
  keepTopics(topics: readonly string[]): void {
    for (let index = this.#start; index < this.#end; index++) {
      const record = this.at(index);
      if (record !== undefined && !topics.includes(record.topic)) this.#empty(index, record);
    }
  }

  #dropOldest(): void {
    const oldest = this.at(this.#start);
    if (oldest !== undefined) this.#empty(this.#start, oldest);
    this.#start++;
  }

  #empty(index: number, record: KafkaRecord): void {
    this.#bytes -= byteLength(record);
    this.#slots[index % this.#slots.length] = undefined;
  }

  /**
   * Wakes all who wait for {@linkcode changed}: once a batch, not once a record, and where they are many not
   * for each batch, so that each is woken for more at once.
   */
  wake(): void {
    const due = this.#wokenAt + (this.#waiting < FEW ? 0 : this.#waiting * SHARE);
    const now = performance.now();
    if (now >= due) this.#wakeNow();
    else this.#timer ??= setTimeout(() => this.#wakeNow(), due - now);
  }

  #wakeNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wokenAt = performance.now();
    this.#waiting = 0;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Resolves at the next wake. */
  changed(): Promise<void> {
    this.#waiting++;
    return this.#changed.promise;
  }

  /** Ends all tails. */
  close(): void {
    this.#closed = true;
    this.#wakeNow();
  }
}
