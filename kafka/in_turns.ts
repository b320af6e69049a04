import { delay } from "@std/async";

/** For how long work may hold the event loop, in ms; others have a turn then. */
const TURN = 20;

/** A turn of work that holds the event loop. */
export class Turn {
  readonly #longest: number;
  #begun = performance.now();

  /** @param longest for how long it may, in ms. To pass it on takes some two. */
  constructor(longest = TURN) {
    this.#longest = longest;
  }

  /** Whether others should have theirs now. */
  get isOver(): boolean {
    return this.isOverAt(performance.now());
  }

  /** The same for those who know what `performance.now()` has just said. */
  isOverAt(now: number): boolean {
    return now - this.#begun >= this.#longest;
  }

  /** Begins: nothing was done since others had theirs. */
  begin(): void {
    this.#begun = performance.now();
  }

  /** Lets others have their turn, and begins the next one. */
  async pass(): Promise<void> {
    await delay(0);
    this.begin();
  }
}

/** Does something with each of many values, and lets others have their turn from time to time. */
export async function inTurns<T>(values: Iterable<T>, take: (value: T) => void): Promise<void> {
  const turn = new Turn();
  for (const value of values) {
    take(value);
    if (turn.isOver) await turn.pass();
  }
}
