/**
 * Records a second, from counts that only grow.
 *
 * @module
 */

interface Count {
  at: number;
  value: number;
}

/** Turns counts into rates: the growth since the count before. */
export class Rates {
  #before = new Map<string, Count>();

  /**
   * The rate of each count that was there before, in 1/s. A count that became smaller began anew, as
   * a topic does that was deleted and created again: it has no rate this time.
   */
  update(atMs: number, counts: Iterable<readonly [name: string, value: number]>) {
    const rates = new Map<string, number>();
    const now = new Map<string, Count>();
    for (const [name, value] of counts) {
      now.set(name, { at: atMs, value });
      const before = this.#before.get(name);
      if (before !== undefined && value >= before.value && atMs > before.at) {
        rates.set(name, (value - before.value) * 1000 / (atMs - before.at));
      }
    }
    this.#before = now;
    return rates;
  }
}
