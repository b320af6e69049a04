/**
 * Records a second, from counts that only grow.
 *
 * @module
 */

interface Counts {
  at: number;
  values: ReadonlyMap<string, number>;
}

/** Rates are those of about this long, in ms: long enough to be steady, and short enough to be live. */
const WINDOW = 3_000;

/** Turns counts into rates: the growth within the last seconds. */
export class Rates {
  /** Oldest first. Only one of them is older than the window. */
  #past: Counts[] = [];
  readonly #window: number;

  /** @param window over how long a rate is taken, in ms. */
  constructor(window: number = WINDOW) {
    this.#window = window;
  }

  /**
   * The rate of each count that was there before, in 1/s. A count that became smaller began anew, as
   * a topic does that was deleted and created again: it has no rate until its past is out of sight.
   */
  update(atMs: number, counts: Iterable<readonly [name: string, value: number]>) {
    while (this.#past.length > 1 && this.#past[1].at <= atMs - this.#window) this.#past.shift();
    const values = new Map(counts);
    const rates = new Map<string, number>();
    for (const [name, value] of values) {
      const before = this.#past.find((counts) => counts.values.has(name) && counts.at < atMs);
      const known = before?.values.get(name);
      if (before !== undefined && known !== undefined && value >= known) {
        rates.set(name, (value - known) * 1000 / (atMs - before.at));
      }
    }
    this.#past.push({ at: atMs, values });
    return rates;
  }
}
