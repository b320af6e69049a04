import { delay } from "@std/async";

/** For how long work may hold the event loop, in ms; others have a turn then. */
const TURN = 20;

/** A turn of work that holds the event loop. */
export class Turn {
  #begun = performance.now();

  /** Whether others should have theirs now. */
  get isOver(): boolean {
    return performance.now() - this.#begun >= TURN;
  }

  /** Lets others have their turn, and begins the next one. */
  async pass(): Promise<void> {
    await delay(0);
    this.#begun = performance.now();
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
