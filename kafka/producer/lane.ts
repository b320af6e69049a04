/**
 * The way of records to one partition. One batch is on its way at a time, and the next one is what
 * has gathered meanwhile: so the records of concurrent requests share batches, and none waits for
 * a batch to fill.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Deliverer, Entry, Marker, Source } from "./entry.ts";
import { Batch } from "./batch.ts";
import { nowMicros } from "./now_micros.ts";
import { SendError, toSendError } from "./send_error.ts";

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
  /** Why its records are not written now; null while they are. */
  delayedBy: string | null;
}

/** A batch stays below Kafka's default limit of 1 MiB for a batch. */
const MAX_BATCH_BYTES = 900_000;
const MAX_BATCH_RECORDS = 4_000;

/** For how long batches are smaller after Kafka found one too large: its limit can be raised, in ms. */
const SMALLER_FOR = 60_000;

/** The pause before what is left of a batch is sent again, in ms. */
const PAUSE = 100;

/** For how long clients wait while too few replicas are in sync for acks=all, in ms. */
const REFUSAL_PATIENCE = 5_000;

/** The lane to one partition. */
export class Lane {
  readonly #topic: string;
  readonly #partition: number;
  readonly #sender: Deliverer;
  readonly #onSettled: (records: number, bytes: number) => void;
  #queue: Entry[] = [];
  #batch: Batch | undefined;
  #sending = false;
  #maxBytes = MAX_BATCH_BYTES;
  #smallerUntil = 0;
  /** Why a batch is not written yet. */
  #delay: SendError | undefined;
  /** Since when too few replicas are in sync, in ms. */
  #refusedSince: number | undefined;
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
    sender: Deliverer,
    onSettled: (records: number, bytes: number) => void,
  ) {
    this.#topic = topic;
    this.#partition = partition;
    this.#sender = sender;
    this.#onSettled = onSettled;
  }

  /** What the lane has done so far. */
  get counts(): LaneCounts {
    return {
      topic: this.#topic,
      partition: this.#partition,
      queued: this.#queue.length,
      ...this.#counts,
      delayedBy: this.#delay?.message ?? null,
    };
  }

  /** Takes a record on its way. */
  push(entry: Entry): void {
    this.#queue.push(entry);
    if (!this.#sending) this.#run();
  }

  /** Gives up records whose time is over, or that nobody waits for. */
  expire(): void {
    const action = `Cannot deliver to ${this.#topic}-${this.#partition} in time`;
    const reason = this.#delay ? `: ${this.#delay.message}` : "";
    const error = new SendError(this.#delay?.code ?? "UNREACHABLE", action + reason);
    this.#batch?.giveUp((entry) => this.#isOver(entry), (entry) => this.#fail(entry, error));
    const stale = this.#queue.filter((entry) => this.#isOver(entry));
    if (stale.length === 0) return;
    this.#queue = this.#queue.filter((entry) => !this.#isOver(entry));
    for (const entry of stale) this.#fail(entry, error);
  }

  async #run(): Promise<void> {
    this.#sending = true;
    // What is pushed in the same turn, such as all records of a request, goes into the same batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const turn = this.#sender.turn?.(this.#topic, this.#partition);
      if (turn !== undefined) await turn;
      // It may have been given up meanwhile.
      if (this.#queue.length > 0) await this.#deliver(this.#take());
    }
    this.#sending = false;
  }

  /**
   * The next batch: all that has gathered, within the limits, and at least one record. What is tried
   * without end is not mixed with what is given up: a batch that may have been written can be sent
   * again as a whole only.
   */
  #take(): Entry[] {
    if (performance.now() > this.#smallerUntil) this.#maxBytes = MAX_BATCH_BYTES;
    const queue = this.#queue;
    const isEndless = isTriedWithoutEnd(queue[0]);
    let records = 0;
    let bytes = 0;
    while (records < queue.length && records < MAX_BATCH_RECORDS) {
      bytes += queue[records].bytes;
      if (records > 0 && bytes > this.#maxBytes) break;
      if (isTriedWithoutEnd(queue[records]) !== isEndless) break;
      records++;
    }
    return queue.splice(0, records);
  }

  /** Sends records until each is acknowledged or has failed. */
  async #deliver(entries: readonly Entry[]): Promise<void> {
    while (entries.length > 0) {
      const batch = new Batch(entries);
      const error = await this.#try(batch);
      if (error === undefined) return;
      if (error.verdict === "record" && entries.length > 1) {
        return await this.#deliverHalves(batch, error);
      }
      if (error.verdict === "record") batch.giveUp(() => true, (entry) => this.#fail(entry, error));
      if (batch.isUncertain && batch.givenUp > 0) {
        for (const source of batch.sources) this.#marker(source).renew();
      }
      entries = batch.open;
      if (entries.length > 0) await delay(PAUSE);
    }
  }

  /** A record of the batch was refused, and the batch with it. Halving finds out which. */
  async #deliverHalves({ open }: Batch, error: SendError): Promise<void> {
    if (error.code === "MESSAGE_TOO_LARGE") {
      const bytes = open.reduce((sum, entry) => sum + entry.bytes, 0);
      this.#maxBytes = Math.min(this.#maxBytes, Math.ceil(bytes / 2));
      this.#smallerUntil = performance.now() + SMALLER_FOR;
    }
    const middle = open.length >> 1;
    await this.#deliver(open.slice(0, middle));
    await this.#deliver(open.slice(middle));
  }

  async #try(batch: Batch): Promise<SendError | undefined> {
    for (const source of batch.sources) this.#marker(source).begin();
    // A batch that is sent again gets the same marks again.
    const records = batch.entries.map(({ source, record, time }) =>
      this.#marker(source).mark(record, time)
    );
    this.#batch = batch;
    try {
      const offset = await this.#sender.deliver(this.#topic, records, {
        failed: (error) => this.#failed(batch, error),
        waiting: (error) => this.#delayed(batch, error),
        isOver: () => batch.isOver,
      });
      this.#acknowledge(batch, Number(offset));
    } catch (thrown) {
      const error = toSendError(thrown);
      if (!batch.isOver && error.verdict !== "record") this.#failed(batch, error);
      return error;
    } finally {
      this.#batch = undefined;
    }
  }

  #marker(source: Source): Marker {
    let marker = this.#markers.get(source);
    if (marker === undefined) this.#markers.set(source, marker = source.marker());
    return marker;
  }

  #acknowledge(batch: Batch, firstOffset: number): void {
    let bytes = 0;
    let acknowledged = 0;
    this.#delay = undefined;
    this.#refusedSince = undefined;
    for (const source of batch.sources) this.#marker(source).acknowledged();
    batch.entries.forEach((entry, index) => {
      if (batch.isGivenUp(index)) return;
      acknowledged++;
      bytes += entry.bytes;
      entry.receipt.acknowledged(entry.index, this.#partition, firstOffset + index);
    });
    this.#counts.batches++;
    this.#counts.acknowledged += acknowledged;
    this.#counts.offset = firstOffset + batch.entries.length - 1;
    this.#onSettled(acknowledged, bytes);
  }

  /** A try has failed: those of its records are given up that are not to be tried again. */
  #failed(batch: Batch, error: SendError): void {
    if (error.verdict === "unknown") batch.isUncertain = true;
    if (error.code === "NOT_ENOUGH_REPLICAS") this.#refusedSince ??= performance.now();
    else this.#refusedSince = undefined;
    const mayRetry = (entry: Entry) =>
      error.verdict !== "topic" || (isTriedWithoutEnd(entry) && error.code !== "UNKNOWN_PARTITION");
    batch.giveUp(
      (entry) => !mayRetry(entry) || this.#isOver(entry),
      (entry) => this.#fail(entry, error),
    );
    if (batch.open.length > 0) this.#counts.retries++;
    this.#delayed(batch, error);
  }

  #delayed(batch: Batch, error: SendError): void {
    this.#delay = error;
    for (const receipt of new Set(batch.open.map(({ receipt }) => receipt))) {
      receipt.delayed?.(this.#partition, error);
    }
  }

  #fail(entry: Entry, error: SendError): void {
    this.#counts.failed++;
    this.#onSettled(1, entry.bytes);
    entry.receipt.failed(entry.index, this.#partition, error);
  }

  #isOver({ source: { cancelled, deliveryTimeoutMs }, time }: Entry): boolean {
    if (cancelled || deliveryTimeoutMs === undefined) return cancelled;
    const isRefused = this.#refusedSince !== undefined &&
      performance.now() - this.#refusedSince > REFUSAL_PATIENCE;
    const limit = isRefused ? Math.min(deliveryTimeoutMs, REFUSAL_PATIENCE) : deliveryTimeoutMs;
    return nowMicros() - time > 1_000 * limit;
  }
}

function isTriedWithoutEnd({ source }: Entry): boolean {
  return source.deliveryTimeoutMs === undefined;
}
