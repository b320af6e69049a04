/**
 * Says when records are due at a rate.
 *
 * @module
 */

/** How much of a delay is made up for, in ms: a late timer is, an outage of Kafka's is not. */
const MAX_DELAY = 1_000;

/** A rate of records. The first one is due at once. */
export class Pacer {
  /** ms between two records; 0: no limit. */
  readonly #interval: number;
  /** When the next record is due, in ms. */
  #next: number;

  /** @param rate records/s; 0 is without a limit. */
  constructor(rate: number, now: number) {
    this.#interval = rate === 0 ? 0 : 1_000 / rate;
    this.#next = now;
  }

  /** How many records are due now, at most `limit`; they count as sent. */
  take(now: number, limit: number): number {
    if (this.#interval === 0) return limit;
    this.#next = Math.max(this.#next, now - MAX_DELAY);
    if (now < this.#next) return 0;
    const due = Math.min(1 + Math.floor((now - this.#next) / this.#interval), limit);
    this.#next += due * this.#interval;
    return due;
  }

  /** How long until a record is due, in ms. */
  wait(now: number): number {
    return this.#interval === 0 ? 0 : Math.max(0, this.#next - now);
  }
}
