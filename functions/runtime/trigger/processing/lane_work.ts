import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { Turn } from "../../../../kafka/in_turns.ts";
import type { Delivering, LanesOfUnit, Segment } from "../delivery/unit.ts";
import { gather } from "./gather.ts";
import { byKey, inNoOrder, type LaneOf, LaneQueue } from "./lane_queue.ts";
import { SLICE, type WorkParts } from "./process_in_order.ts";

/** How many records may be read and not finished: so far others go on beside one that waits. */
const MAX_AHEAD = 10_000;

/**
 * Delivers a partition's records in several calls at once, of which those of one lane keep their order. A
 * record that has failed waits apart, and holds up its lane and what is committed, but no other lane.
 */
export class LaneWork implements Delivering {
  readonly signal: AbortSignal;
  readonly halt: AbortSignal;
  readonly hold: Turn;
  readonly lanes: LanesOfUnit;
  now = 0;
  readonly #parts: WorkParts;
  readonly #queue: LaneQueue;
  readonly #concurrency: number;
  /** Calls under way, and those that wait to be one. */
  #calls = 0;
  readonly #waiting: (() => void)[] = [];
  /** A batch that waits to be filled. */
  #begun: KafkaRecord[] = [];
  /** Units that are not at their end, and records that wait apart. */
  #open = 0;
  #error: unknown;
  #changed = Promise.withResolvers<void>();
  #isAwaitingMore = false;

  constructor(parts: WorkParts) {
    const { delivery: { options }, prefix, reader, turn } = parts;
    this.#parts = parts;
    this.signal = turn.signal;
    this.halt = turn.halt;
    this.hold = turn.hold;
    this.#concurrency = options.concurrency ?? 1;
    const of: LaneOf = options.ordering === "key" ? byKey : inNoOrder;
    const queue = this.#queue = new LaneQueue(
      of,
      reader,
      (waiting) => waiting + prefix.ahead < MAX_AHEAD,
    );
    this.lanes = {
      of,
      takeBack: (records) => queue.takeBack(records),
      apart: (wait) => this.#keepOpen(this.#apart(wait)),
    };
  }

  finish(records: readonly KafkaRecord[], now?: number): void {
    if (this.signal.aborted) return;
    this.#parts.prefix.finish(records, now);
    this.#queue.end(records);
  }

  /**
   * Goes on until nothing is in store and all is finished, others wait for their turn, or it is halted.
   *
   * @returns how long it waits for a batch to fill, in ms, if it does.
   * @throws the signal's reason, when the partition is taken away.
   */
  async run(): Promise<number | void> {
    const { turn } = this.#parts;
    const wake = () => this.#wake();
    this.halt.addEventListener("abort", wake);
    this.signal.addEventListener("abort", wake);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = performance.now() + SLICE;
    try {
      while (true) {
        // Where others wait for their turn, what is under way is the last of this one.
        const isOver = performance.now() > end && turn.areOthersWaiting;
        const wait = isOver ? undefined : this.#begin();
        if (this.#open === 0) return wait || undefined;
        if (wait === 0) await this.hold.pass();
        else {
          if (wait !== undefined) timer = setTimeout(wake, wait);
          this.#awaitMore();
          await this.#changed.promise;
          clearTimeout(timer);
          this.#changed = Promise.withResolvers();
        }
        this.signal.throwIfAborted();
        if (this.#error !== undefined) throw this.#error;
        turn.moved();
      }
    } finally {
      clearTimeout(timer);
      this.halt.removeEventListener("abort", wake);
      this.signal.removeEventListener("abort", wake);
    }
  }

  /**
   * Begins as many calls as there may be.
   *
   * @returns how long a batch waits to be filled, in ms, if it does; 0 to go on once others had their time.
   */
  #begin(): number | undefined {
    const { delivery, prefix, rules, turn, window } = this.#parts;
    while (this.#calls < this.#concurrency && !this.halt.aborted) {
      this.now = performance.now();
      if (this.hold.isOverAt(this.now)) return 0;
      const { records, isFull, fault } = gather(this.#queue, rules, this.#begun);
      if (records.length === 0) return undefined;
      const wait = isFull || turn.isFull ? 0 : window.left(records[0]);
      this.#begun = wait > 0 ? records : [];
      if (wait > 0) return wait;
      window.close();
      this.#queue.begin(records);
      prefix.give(records);
      this.#calls++;
      const pending = fault
        ? delivery.refuse(records[0], fault, this)
        : delivery.deliver(records, this);
      if (pending === undefined) this.#release();
      else this.#keepOpen(pending.finally(() => this.#release()));
    }
  }

  /** Waits apart with records that have failed, and has them called again when it is their time. */
  async #apart(wait: () => Promise<Segment | undefined>): Promise<void> {
    const again = await wait();
    if (again === undefined) return;
    await this.#slot();
    try {
      await this.#parts.delivery.again(again, this);
    } finally {
      this.#release();
    }
  }

  /** Settles when there may be a call more; those that wait for it come before new ones. */
  #slot(): Promise<void> | void {
    if (this.#calls < this.#concurrency) return void this.#calls++;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    return promise;
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#calls--;
  }

  #keepOpen(work: Promise<void>): void {
    this.#open++;
    work.catch((error) => this.#error ??= error).finally(() => {
      this.#open--;
      this.#wake();
    });
  }

  #awaitMore(): void {
    if (this.#isAwaitingMore) return;
    this.#isAwaitingMore = true;
    this.#parts.turn.more().then(() => {
      this.#isAwaitingMore = false;
      this.#wake();
    });
  }

  #wake(): void {
    this.#changed.resolve();
  }
}
