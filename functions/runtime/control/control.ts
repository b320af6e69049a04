/**
 * What a function is wanted to do, kept in a compacted Kafka topic: it outlives the process, and
 * every replica of the function follows it. HTTP routes write a wanted state and change nothing
 * themselves; the change comes out of the log, on every replica, in the log's order.
 *
 * @module
 */
import { deadline, delay } from "@std/async";
import type { LogRecord } from "../../../kafka/protocol/records/record_batch.ts";
import { Problem } from "../http/problems/problem.ts";
import type { ControlTopic } from "./control_topic.ts";

/** Options of {@linkcode Control}. */
export interface ControlOptions<T> {
  /** The topic; closed with the control. */
  topic: ControlTopic;
  /** The function's name, which is the key of its wanted state. */
  key: string;
  /** The wanted state in a record's value. @throws if it is none: the record is then passed over. */
  parse(json: unknown): T;
  /** Makes the wanted state so. Called for one state after the other, never at the same time. */
  apply(wanted: T): Promise<void> | void;
  /** What is wanted where nothing ever was. It is applied, and not written. */
  initial?: T;
}

/** How long a change may take to be applied by this replica once it is written, in ms. */
const APPLY_TIMEOUT = 40_000;

const RETRY_PAUSE = 500;

/** How many failures in a row are told. */
const FAILURES_TOLD = 3;

/** Follows and sets the wanted state of one function. */
export class Control<T> {
  readonly #options: ControlOptions<T>;
  readonly #waiting = new Map<number, () => void>();
  readonly #stopped = new AbortController();
  #reason: string | undefined = "Cannot say yet what is wanted: the control topic is being read";
  /** The end of the log when it was last looked at: there, this replica is up to date. */
  #end = 0;
  /** Where to read on. */
  #position = 0;
  /** Up to where records are taken in, to be applied. */
  #taken = 0;
  /** The offset of the last record applied. */
  #applied = -1;
  #applying: Promise<void> = Promise.resolve();
  readonly #known = Promise.withResolvers<void>();
  #changing: Promise<unknown> = Promise.resolve();
  #current: T | undefined;
  #next: T | undefined;

  constructor(options: ControlOptions<T>) {
    this.#options = options;
  }

  /** The wanted state that was applied last; `undefined` if none was ever set. */
  get current(): T | undefined {
    return this.#current;
  }

  /** Why the wanted state is not known yet, or `undefined` if it is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Resolves once the wanted state is known. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /** Follows the topic from its beginning until {@linkcode close}, through any failure of Kafka's. */
  async follow(): Promise<void> {
    const { signal } = this.#stopped;
    let failures = 0;
    while (!signal.aborted) {
      try {
        await this.#followOnce();
        failures = 0;
      } catch (error) {
        if (signal.aborted) break;
        this.#reason = `Cannot follow ${this.#options.topic.name}: ${(error as Error).message}`;
        // Brokers that have just started, or a topic just created, are no news.
        if (++failures === FAILURES_TOLD) console.warn(this.#reason);
        await delay(RETRY_PAUSE, { signal }).catch(() => {});
      }
    }
  }

  /**
   * Decides on a new wanted state from the current one, writes it, and returns once this replica has
   * applied it. Changes asked for at the same time are decided one after the other.
   *
   * @param decide returns `undefined` where nothing has to change.
   * @returns whether something did.
   * @throws {Problem} 503 if the current state is not known, or the new one cannot be written, or is
   * not applied in time.
   */
  change(decide: (current: T | undefined) => T | undefined): Promise<boolean> {
    const changed = this.#changing.then(async () => {
      if (this.#reason !== undefined) throw new Problem("noKafka", this.#reason);
      const wanted = decide(this.#current);
      if (wanted === undefined) return false;
      await this.#write(wanted);
      return true;
    });
    this.#changing = changed.catch(() => {});
    return changed;
  }

  async #write(wanted: T): Promise<void> {
    const { topic, key } = this.#options;
    let offset: number;
    try {
      offset = await topic.write(key, JSON.stringify(wanted));
    } catch (error) {
      const detail = `Cannot write to ${topic.name}: ${(error as Error).message}`;
      throw new Problem("noKafka", detail, { cause: error });
    }
    await this.#appliedAt(offset);
  }

  /** Stops following. */
  async close(): Promise<void> {
    this.#stopped.abort();
    await this.#options.topic.close();
    await this.#applying;
  }

  async #appliedAt(offset: number): Promise<void> {
    if (this.#applied >= offset) return;
    const { promise: applied, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(offset, resolve);
    try {
      await deadline(applied, APPLY_TIMEOUT, { signal: this.#stopped.signal });
    } catch {
      const { aborted } = this.#stopped.signal;
      const detail = aborted
        ? "and holds from the next start: this replica is ending"
        : "but this replica has not applied it in time";
      throw new Problem("noKafka", `The change is written, ${detail}`);
    } finally {
      this.#waiting.delete(offset);
    }
  }

  async #followOnce(): Promise<void> {
    const { topic } = this.#options;
    this.#end = await topic.end();
    this.#reachedEnd();
    while (!this.#stopped.signal.aborted) {
      for (const { records, next } of await topic.read(this.#position)) {
        for (const record of records) this.#take(record);
        this.#position = next;
        // Its last records may be gone: deleted, or compacted away.
        if (next >= this.#end && next > this.#taken) this.#settle(next);
      }
    }
  }

  /** Takes a record in. */
  #take({ key, value, offset }: LogRecord): void {
    if (key?.toString() === this.#options.key) this.#next = this.#parse(value) ?? this.#next;
    // Of the states written before this replica started, only the last one still counts.
    if (offset + 1 >= this.#end) this.#settle(offset + 1);
  }

  /** Applies what is wanted by all records below this offset. */
  #settle(end: number): void {
    const wanted = this.#next;
    this.#next = undefined;
    this.#taken = end;
    this.#applying = this.#applying.then(() => this.#apply(wanted, end - 1));
  }

  #parse(value: Uint8Array | null): T | undefined {
    try {
      return this.#options.parse(JSON.parse(new TextDecoder().decode(value ?? undefined)));
    } catch (error) {
      console.warn(
        `Passed over a record of ${this.#options.topic.name}: ${(error as Error).message}`,
      );
    }
  }

  async #apply(wanted: T | undefined, offset: number): Promise<void> {
    if (wanted !== undefined) {
      this.#current = wanted;
      await this.#make(wanted);
    }
    this.#applied = offset;
    this.#reachedEnd();
    for (const [awaited, resolve] of this.#waiting) if (awaited <= offset) resolve();
  }

  async #make(wanted: T): Promise<void> {
    try {
      await this.#options.apply(wanted);
    } catch (error) {
      console.error(`Cannot apply the wanted state: ${(error as Error).message}`);
    }
  }

  #reachedEnd(): void {
    if (this.#applied + 1 < this.#end) return;
    this.#reason = undefined;
    this.#known.resolve();
    const { initial } = this.#options;
    if (initial === undefined || this.#current !== undefined) return;
    this.#current = initial;
    this.#applying = this.#applying.then(() => this.#make(initial));
  }
}
