/**
 * Keeps the charts' past in Kafka, so that it outlives the console: a record a minute, and one when the
 * console ends. A new console reads them, and goes on. Without the right to do so, or while Kafka does
 * not answer, the past lasts as long as the console.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { Moment, Moments } from "./moments.ts";
import { decodeHistory, encodeHistory } from "./history_record.ts";
import type { HistoryStore } from "./history_topic.ts";
import { type LongHistory, SLOTS, STEP } from "./long_history.ts";

/** From record to record, in ms; until there is one it is tried more often, as a topic takes its time to be made. */
const EVERY = 60_000;
const FIRST = 12_000;

/** How far back is read, in ms. */
const REACH = 90 * 60_000;

/** No more steps than these are in a record. */
const STEPS = 30;

/** How long the last record may take when the console ends, in ms. */
const LAST_PATIENCE = 4_000;

/** What it needs. */
export interface LabMemoryOptions {
  store: HistoryStore;
  history: LongHistory;
  moments: Moments;
  /** In ms since the Unix epoch. */
  now?: () => number;
  /** Tells that the past is not kept, and why. */
  warn?: (message: string) => void;
}

/** Reads the past when the console starts, and writes what is added to it. */
export class LabMemory {
  readonly #options: Required<LabMemoryOptions>;
  /** The last step that was written, and how many moments there were then. */
  #written = -1;
  #told = 0;
  /** Those that were read, and are kept already. */
  readonly #read = new WeakSet<Moment>();
  #startedAt = 0;
  #isRestored = false;
  #hasWritten = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working: Promise<void> = Promise.resolve();
  #isTold = false;

  constructor(options: LabMemoryOptions) {
    this.#options = { now: () => Date.now(), warn: (text) => console.warn(text), ...options };
  }

  /** Begins: what was kept is read, and from then on what is new is written. */
  start(): void {
    this.#startedAt = this.#options.now();
    this.#written = Math.floor(this.#startedAt / STEP) - 1;
    this.#working = this.restore();
    this.#writeIn(FIRST);
  }

  #writeIn(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#working = this.#working.then(() => this.write());
      this.#writeIn(this.#hasWritten ? EVERY : FIRST);
    }, ms);
  }

  /** Reads what was kept. Never fails. */
  async restore(): Promise<void> {
    const { store, history, moments, now } = this.#options;
    let records = 0;
    try {
      for await (const bytes of store.read(now() - REACH)) {
        // What is none of ours is passed over.
        const kept = await decodeHistory(bytes).catch(() => undefined);
        if (kept === undefined) continue;
        history.restore(kept, now());
        for (const moment of kept.moments) this.#read.add(moment);
        moments.add(kept.moments, now());
        records++;
      }
      this.#isRestored = true;
      if (records === 0) return;
      moments.add([{ at: this.#startedAt, kind: "restart", text: "console restarted" }], now());
    } catch (error) {
      this.#tell(error);
    }
  }

  /**
   * Writes the steps that are over since the last time. A console that is there before Kafka is reads the
   * past first. Never fails.
   */
  async write(): Promise<void> {
    if (!this.#isRestored) await this.restore();
    if (!this.#isRestored) return;
    const { history, moments } = this.#options;
    const last = history.newest - 1;
    try {
      // After an hour without Kafka there is more than a record should hold.
      while (this.#written < last || moments.added > this.#told) {
        const from = Math.max(this.#written, last - SLOTS) + 1;
        await this.#writeSteps(from, Math.min(last, from + STEPS - 1));
        this.#isTold = false;
      }
    } catch (error) {
      this.#tell(error);
    }
  }

  async #writeSteps(from: number, to: number): Promise<void> {
    const { store, history, moments } = this.#options;
    const kept = history.steps(undefined, from, to);
    const { added } = moments;
    const happened = moments.addedSince(this.#told).filter((one) => !this.#read.has(one));
    if (kept.steps.length > 0 || happened.length > 0) {
      await store.write(await encodeHistory({ ...kept, moments: happened }));
      this.#hasWritten = true;
    }
    [this.#written, this.#told] = [Math.max(this.#written, to), added];
  }

  /** Writes what is left, and ends. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const last = this.#working.then(() => this.write());
    await deadline(last, LAST_PATIENCE).catch(() => {});
    await this.#options.store.close();
  }

  #tell(error: unknown): void {
    if (!this.#isTold) {
      const { message } = error as Error;
      this.#options.warn(`Cannot keep the past of charts in Kafka: ${message}`);
    }
    this.#isTold = true;
  }
}
