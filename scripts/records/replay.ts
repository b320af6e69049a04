/**
 * Records at the tempo of their times.
 *
 * @module
 */

/** What has a time. */
interface Timed {
  timestamp?: number | bigint;
}

/** Records that are due so soon after each other go together, in ms. */
const TOGETHER = 5;

/**
 * When records are due, that were written at some tempo, so many times as fast. Those whose time is before
 * that of one before them are due at once, as are those without a time.
 */
export class Replay {
  readonly #speed: number;
  readonly #now: () => number;
  #began: number | undefined;
  #first = 0;

  /** @param speed 1: in their own tempo; Infinity: all at once. @param now the time, in ms. */
  constructor(speed: number, now: () => number = () => performance.now()) {
    this.#speed = speed;
    this.#now = now;
  }

  /** Parts records, in their order, into what goes together, with how long to wait before it, in ms. */
  *parts<R extends Timed>(records: readonly R[]): Generator<{ waitMs: number; records: R[] }> {
    for (let at = 0; at < records.length;) {
      const waitMs = this.#until(records[at]);
      let end = at + 1;
      while (end < records.length && this.#until(records[end]) <= waitMs + TOGETHER) end++;
      yield { waitMs, records: records.slice(at, end) };
      at = end;
    }
  }

  /** In how many ms a record is due; 0: now, or it was before. */
  #until({ timestamp }: Timed): number {
    const time = timestamp === undefined ? -1 : Number(timestamp);
    if (this.#speed === Infinity || time < 0) return 0;
    if (this.#began === undefined) [this.#began, this.#first] = [this.#now(), time];
    const due = this.#began + (time - this.#first) / this.#speed;
    return Math.max(0, due - this.#now());
  }
}
