/**
 * One run of the producer: it makes records at a rate, hands them to the lanes, and counts what
 * becomes of them. Nothing is given up: what Kafka does not acknowledge is sent again until the run
 * is stopped and its time to drain is over. A partition that cannot be written gets no more records
 * meanwhile, and those that can get them in its place.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { Buffer } from "node:buffer";
import { nowMicros } from "../../../kafka/producer/now_micros.ts";
import type { SendError } from "../../../kafka/producer/send_error.ts";
import type { Receipt, Source } from "../../../kafka/producer/entry.ts";
import type { Outbox } from "../../../kafka/producer/outbox.ts";
import { Pacer } from "./pacer.ts";
import { partitionOfKey } from "../../../kafka/producer/partitioner/partitioner.ts";
import { keyInTurn, valueMaker } from "./record_maker.ts";
import type { RunParameters } from "./run_parameters.ts";
import type { Topics } from "../../runtime/producing/partition_counts.ts";

/** Options of {@linkcode Run}. */
export interface RunOptions {
  id: string;
  parameters: RunParameters;
  /** How many of its records were acknowledged already, before this process took it up. */
  done: number;
  /** When it ends, in ms since the Unix epoch. */
  until?: number;
  /** The run's source of records, with an id of this process. */
  source: Source;
  topics: Topics;
  outbox: Outbox;
}

/** What a run has done in this process. */
export interface RunReport {
  run: string;
  sent: number;
  acknowledged: number;
  failed: number;
  /** Records/s acknowledged since the run began in this process. */
  perSecond: number;
  finished: boolean;
  lastError: string | null;
}

/** How much is on its way at most: two full batches, so that one is filled while the other is sent. */
const WINDOW_RECORDS = 8_000;
const WINDOW_BYTES = 8_000_000;

/** How many records are made before others get their turn. */
const CHUNK = 1_000;

/** The pause after an error, in ms. */
const PAUSE = 1_000;

/** For how long nothing can be acknowledged before the run counts as held up, in ms. */
const TROUBLE_TIME = 10_000;

/** Within what a timer can measure, in ms. */
const MAX_SLEEP = 3_600_000;

/** What a batch takes for a record beside its key and value, in bytes. */
const OVERHEAD = 100;

/** A run of the producer in this process. */
export class Run implements Receipt {
  readonly id: string;
  readonly parameters: RunParameters;
  readonly #options: RunOptions;
  readonly #value: (seq: number, key: string) => Buffer | string;
  readonly #window: number;
  readonly #until: number;
  /** How many records are on their way to each partition. */
  readonly #open: number[] = [];
  /** The partitions that cannot be written now. */
  readonly #delayed = new Set<number>();
  /** How many keys were passed over, as their partitions could not be written. */
  #skipped = 0;
  #sent = 0;
  #acknowledged = 0;
  #failed = 0;
  #startedAt = 0;
  #endedAt: number | undefined;
  #finished = false;
  #stopping = false;
  #lastError: string | null = null;
  /** Since when nothing was acknowledged, and something is in the way; in ms. */
  #troubleSince: number | undefined;
  #pausedUntil = 0;
  #wake: () => void = () => {};
  #ended: Promise<void> | undefined;

  constructor(options: RunOptions) {
    this.id = options.id;
    this.parameters = options.parameters;
    this.#options = options;
    this.#until = options.until ?? Infinity;
    this.#value = valueMaker(options.parameters);
    const bytes = this.#value(0, keyInTurn(0, options.parameters.keys)).length + OVERHEAD;
    this.#window = Math.max(1, Math.min(WINDOW_RECORDS, Math.floor(WINDOW_BYTES / bytes)));
  }

  /** How many records were acknowledged, in this process and before. */
  get done(): number {
    return this.#options.done + this.#acknowledged;
  }

  /** What the run has done in this process. */
  get report(): RunReport {
    const seconds = ((this.#endedAt ?? performance.now()) - this.#startedAt) / 1_000;
    return {
      run: this.id,
      sent: this.#sent,
      acknowledged: this.#acknowledged,
      // What is still open at the end has failed, unless Kafka's word on it comes yet.
      failed: this.#endedAt === undefined ? this.#failed : this.#sent - this.#acknowledged,
      perSecond: seconds > 0 ? Math.round(10 * this.#acknowledged / seconds) / 10 : 0,
      finished: this.#finished,
      lastError: this.#lastError,
    };
  }

  /** Why nothing of it is written any more, or `undefined` while something is. */
  get problem(): string | undefined {
    const since = this.#endedAt === undefined ? this.#troubleSince : undefined;
    if (since === undefined || performance.now() - since < TROUBLE_TIME) return undefined;
    return `Cannot go on with run ${this.id}: ${this.#lastError}`;
  }

  /** Begins. */
  start(): void {
    this.#startedAt = performance.now();
    this.#ended = this.#produce().then(() => {
      this.#endedAt = performance.now();
    });
  }

  /** Makes no more records, and waits up to `drainMs` for those on their way. */
  async stop(drainMs: number): Promise<RunReport> {
    this.#stopping = true;
    this.#wake();
    await deadline(this.#ended ?? Promise.resolve(), drainMs).catch(() => {
      this.#options.source.cancelled = true;
      this.#wake();
    });
    await this.#ended;
    return this.report;
  }

  acknowledged(_index: number, partition: number): void {
    this.#acknowledged++;
    this.#troubleSince = undefined;
    this.#close(partition);
  }

  failed(_index: number, partition: number, error: SendError): void {
    this.#failed++;
    this.#pause(error.message);
    this.#close(partition);
  }

  delayed(partition: number, error: SendError): void {
    this.#delayed.add(partition);
    this.#note(error.message);
    this.#wake();
  }

  /** A record is not on its way any more. */
  #close(partition: number): void {
    if (this.#delayed.size > 0) this.#delayed.delete(partition);
    this.#open[partition]--;
    this.#wake();
  }

  async #produce(): Promise<void> {
    const pacer = new Pacer(this.parameters.rate, performance.now());
    while (!this.#stopping && !this.#isOver()) {
      const now = performance.now();
      const partitions = now < this.#pausedUntil ? undefined : await this.#partitions();
      if (partitions === undefined) {
        await this.#sleep(this.#pausedUntil - now);
        continue;
      }
      if (this.#outstanding() === 0) this.#troubleSince = undefined;
      const most = this.#skipDelayed(partitions) ? Math.min(this.#room(), this.#left(), CHUNK) : 0;
      const made = most > 0 ? pacer.take(now, most) : 0;
      for (let i = 0; i < made; i++) this.#push(partitions);
      const blocked = this.#room() <= 0 || this.#left() <= 0 || !this.#skipDelayed(partitions);
      const wait = blocked ? Infinity : pacer.wait(performance.now());
      await this.#sleep(Math.min(wait, this.#until - Date.now()));
    }
    while (this.#outstanding() > 0 && !this.#options.source.cancelled) await this.#sleep();
    this.#finished = this.#isOver();
  }

  #push(partitions: number): void {
    const { parameters: { topic, keys }, source, outbox, done } = this.#options;
    this.#skipDelayed(partitions);
    const index = this.#sent++;
    const seq = done + index;
    const key = keyInTurn(seq + this.#skipped, keys);
    const value = this.#value(seq, key);
    const partition = partitionOfKey(key, partitions);
    const record = { key, value, partition };
    const bytes = key.length + value.length + OVERHEAD;
    this.#open[partition] = (this.#open[partition] ?? 0) + 1;
    outbox.push(topic, { record, bytes, time: nowMicros(), source, receipt: this, index });
  }

  /** Passes over keys whose partitions cannot be written. Whether there is another one. */
  #skipDelayed(partitions: number): boolean {
    if (this.#delayed.size === 0) return true;
    if (this.#delayed.size >= partitions) return false;
    const { keys } = this.parameters;
    const next = this.#options.done + this.#sent;
    for (let tried = 0; tried < keys; tried++) {
      const partition = partitionOfKey(keyInTurn(next + this.#skipped, keys), partitions);
      if (!this.#delayed.has(partition)) return true;
      this.#skipped++;
    }
    return false;
  }

  /** The topic's partitions; `undefined` while Kafka, or the topic, is not there. */
  async #partitions(): Promise<number | undefined> {
    const { topics, parameters: { topic } } = this.#options;
    try {
      return topics.partitions(topic) ?? await topics.find(topic);
    } catch (error) {
      this.#pause((error as Error).message);
    }
  }

  #isOver(): boolean {
    return Date.now() >= this.#until || (this.#left() === 0 && this.#outstanding() === 0);
  }

  #left(): number {
    return (this.parameters.count ?? Infinity) - this.#options.done - this.#sent;
  }

  #outstanding(): number {
    return this.#sent - this.#acknowledged - this.#failed;
  }

  /** How many more may be on their way, beside those of partitions that cannot be written. */
  #room(): number {
    let waiting = 0;
    for (const partition of this.#delayed) waiting += this.#open[partition] ?? 0;
    return this.#window - this.#outstanding() + waiting;
  }

  #pause(error: string): void {
    this.#note(error);
    this.#pausedUntil = performance.now() + PAUSE;
  }

  #note(error: string): void {
    this.#lastError = error;
    this.#troubleSince ??= performance.now();
  }

  /** Sleeps for about so many ms, or until something changes. */
  async #sleep(ms = Infinity): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (ms < Infinity) timer = setTimeout(resolve, Math.min(Math.max(ms, 0), MAX_SLEEP));
    });
    clearTimeout(timer);
  }
}
