import { Turn } from "../../in_turns.ts";

/** For how long what is worked on may hold the event loop, in ms: others, such as heartbeats, wait meanwhile. */
const HOLD = 100;

/** How long a turn may last, in ms, until another begins beside it: it may wait for somebody. */
const LONG_TURN = 5_000;

/**
 * Lets as many be worked on at once as there may be, and the others wait for their turn. What is added
 * while it waits, or is worked on, is worked on once more at most. One that takes very long makes room
 * for another, so that any number of those hold up nobody.
 */
export class Turns<T> {
  /** How long the event loop is held by all that is worked on. Work that is long asks it in between. */
  readonly hold = new Turn(HOLD);
  readonly #limit: number;
  readonly #work: (one: T) => Promise<void>;
  readonly #waiting = new Set<T>();
  readonly #running = new Map<T, Promise<void>>();
  readonly #later = new Map<T, ReturnType<typeof setTimeout>>();
  /** Those that take very long. */
  readonly #long = new Set<T>();

  /** @param work must not fail. */
  constructor(limit: number, work: (one: T) => Promise<void>) {
    this.#limit = limit;
    this.#work = work;
  }

  /** Whether some wait for the turn of others to end. */
  get areWaiting(): boolean {
    return this.#waiting.values().some((one) => !this.#running.has(one));
  }

  /** There is something to do for one: now, or in so many ms if nothing is added for it before. */
  add(one: T, ms = 0): void {
    clearTimeout(this.#later.get(one));
    this.#later.delete(one);
    // What was added while it was worked on is more than it knew when it chose to wait.
    if (ms > 0 && !this.#waiting.has(one)) {
      this.#later.set(one, setTimeout(() => this.add(one), ms));
      return;
    }
    this.#waiting.add(one);
    if (this.#running.size === 0) this.hold.begin();
    this.#begin();
  }

  /** Nobody waits any more; what is worked on is finished. */
  clear(): void {
    this.#waiting.clear();
    for (const timer of this.#later.values()) clearTimeout(timer);
    this.#later.clear();
  }

  /** Settles when nothing is worked on. */
  async done(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #begin(): void {
    for (const one of this.#waiting) {
      if (this.#running.size - this.#long.size >= this.#limit) return;
      if (this.#running.has(one)) continue;
      this.#waiting.delete(one);
      const timer = setTimeout(() => {
        this.#long.add(one);
        this.#begin();
      }, LONG_TURN);
      const running = this.#workOn(one).finally(() => {
        clearTimeout(timer);
        this.#long.delete(one);
        this.#running.delete(one);
        this.#begin();
      });
      this.#running.set(one, running);
    }
  }
  /** Work that waits for nothing would let nobody in between two turns. */
  async #workOn(one: T): Promise<void> {
    await this.#work(one);
    if (this.hold.isOver) await this.hold.pass();
  }
}
