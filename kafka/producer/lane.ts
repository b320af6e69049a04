/**
 * The way of records to one partition. One batch is on its way at a time, and the next one is what
 * has gathered meanwhile: so the records of concurrent requests share batches, and none waits for
 * a batch to fill.
 *
 * @module
 */
import { delay } from "@std/async";
import { SendError } from "./sender.ts";
import type { Entry, Marker, Send, Source } from "./entry.ts";
import { nowMicros } from "./now_micros.ts";
import type { OutgoingRecord } from "./outgoing_record.ts";

/** What a lane has done, for the status page. */
export interface LaneCounts {
  topic: string;
  partition: number;
  queued: number;
  acknowledged: number;
  failed: number;
  /** Batches acknowledged. */
  batches: number;
  /** Batches sent again. */
  retries: number;
  /** The offset of the last record acknowledged. */
  offset: number | null;
}

/** A batch stays below Kafka's default limit of 1 MiB for a batch. */
const MAX_BATCH_BYTES = 900_000;
const MAX_BATCH_RECORDS = 4_000;

/** The pauses before a batch is sent again: each twice as long as the one before, in ms. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 1_000;

/** The lane to one partition. */
export class Lane {
  readonly #topic: string;
  readonly #partition: number;
  readonly #send: Send;
  readonly #onSettled: (records: number, bytes: number) => void;
  #queue: Entry[] = [];
  #sending = false;
  #maxBytes = MAX_BATCH_BYTES;
  readonly #markers = new WeakMap<Source, Marker>();
  readonly #counts = {
    acknowledged: 0,
    failed: 0,
    batches: 0,
    retries: 0,
    offset: null as number | null,
  };

  constructor(
    topic: string,
    partition: number,
    send: Send,
    onSettled: (records: number, bytes: number) => void,
  ) {
    this.#topic = topic;
    this.#partition = partition;
    this.#send = send;
    this.#onSettled = onSettled;
  }

  /** What the lane has done so far. */
  get counts(): LaneCounts {
    const { acknowledged, failed, batches, retries, offset } = this.#counts;
    return {
      topic: this.#topic,
      partition: this.#partition,
      queued: this.#queue.length,
      acknowledged,
      failed,
      batches,
      retries,
      offset,
    };
  }

  /** Takes a record on its way. */
  push(entry: Entry): void {
    this.#queue.push(entry);
    if (!this.#sending) this.#run();
  }

  /** Gives up queued records whose time is over, or that nobody waits for. */
  expire(): void {
    const stale = this.#queue.filter((entry) => isOver(entry));
    if (stale.length === 0) return;
    this.#queue = this.#queue.filter((entry) => !isOver(entry));
    const message = `Cannot deliver to ${this.#topic}-${this.#partition} in time`;
    const error = new SendError("UNREACHABLE", message);
    for (const entry of stale) this.#fail(entry, error);
  }

  async #run(): Promise<void> {
    this.#sending = true;
    // What is pushed in the same turn, such as all records of a request, goes into the same batch.
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#deliver(this.#take());
    this.#sending = false;
  }

  /** The next batch: all that has gathered, within the limits, and at least one record. */
  #take(): Entry[] {
    let records = 0;
    let bytes = 0;
    while (records < this.#queue.length && records < MAX_BATCH_RECORDS) {
      bytes += this.#queue[records].bytes;
      if (records > 0 && bytes > this.#maxBytes) break;
      records++;
    }
    return this.#queue.splice(0, records);
  }

  /**
   * Sends a batch until each record is acknowledged or has failed.
   *
   * @param uncertain whether a try of the batch has ended without Kafka's word on it.
   */
  async #deliver(batch: Entry[], uncertain = false): Promise<void> {
    for (
      let pause = FIRST_PAUSE;
      batch.length > 0;
      pause = Math.min(2 * pause, LONGEST_PAUSE), this.#counts.retries++
    ) {
      const error = await this.#try(batch);
      if (error === undefined) return;
      if (error.verdict === "record" && batch.length > 1) {
        return this.#deliverHalves(batch, error, uncertain);
      }
      uncertain ||= error.verdict === "unknown";
      batch = this.#giveUp(batch, error, uncertain);
      if (batch.length > 0) await delay(pause);
    }
  }

  /** A record of the batch was refused, and the batch with it. Halving finds out which. */
  async #deliverHalves(batch: Entry[], error: SendError, uncertain: boolean): Promise<void> {
    if (error.code === "MESSAGE_TOO_LARGE") {
      const bytes = batch.reduce((sum, entry) => sum + entry.bytes, 0);
      this.#maxBytes = Math.min(this.#maxBytes, Math.ceil(bytes / 2));
    }
    const middle = batch.length >> 1;
    await this.#deliver(batch.slice(0, middle), uncertain);
    await this.#deliver(batch.slice(middle), uncertain);
  }

  async #try(batch: Entry[]): Promise<SendError | undefined> {
    const records = this.#mark(batch);
    try {
      this.#acknowledge(batch, Number(await this.#send(this.#topic, records)));
    } catch (error) {
      if (error instanceof SendError) return error;
      return new SendError("UNREACHABLE", (error as Error).message);
    }
  }

  /** The records as they are sent. A batch that is sent again gets the same marks again. */
  #mark(batch: Entry[]): OutgoingRecord[] {
    for (const { source } of batch) this.#marker(source).begin();
    return batch.map(({ source, record, time }) => this.#marker(source).mark(record, time));
  }

  #marker(source: Source): Marker {
    let marker = this.#markers.get(source);
    if (marker === undefined) this.#markers.set(source, marker = source.marker());
    return marker;
  }

  #acknowledge(batch: Entry[], firstOffset: number): void {
    let offset = firstOffset;
    let bytes = 0;
    for (const entry of batch) {
      this.#marker(entry.source).acknowledged();
      bytes += entry.bytes;
      entry.receipt.acknowledged(entry.index, this.#partition, offset++);
    }
    this.#counts.batches++;
    this.#counts.acknowledged += batch.length;
    this.#counts.offset = offset - 1;
    this.#onSettled(batch.length, bytes);
  }

  /** Fails the records that are not to be tried again, and returns the others. */
  #giveUp(batch: Entry[], error: SendError, uncertain: boolean): Entry[] {
    const kept: Entry[] = [];
    const broken = new Set<Marker>();
    for (const entry of batch) {
      const isEndless = entry.source.deliveryTimeoutMs === undefined;
      const mayRetry = isEndless ? error.verdict !== "record" : error.verdict === "unknown";
      if (mayRetry && !isOver(entry)) {
        kept.push(entry);
        continue;
      }
      if (uncertain) broken.add(this.#marker(entry.source));
      this.#fail(entry, error);
    }
    for (const marker of broken) marker.renew();
    return kept;
  }

  #fail(entry: Entry, error: SendError): void {
    this.#counts.failed++;
    this.#onSettled(1, entry.bytes);
    entry.receipt.failed(entry.index, this.#partition, error);
  }
}

function isOver({ source, time }: Entry): boolean {
  if (source.cancelled) return true;
  const { deliveryTimeoutMs } = source;
  return deliveryTimeoutMs !== undefined && nowMicros() - time > 1_000 * deliveryTimeoutMs;
}
