/**
 * The last answer of a part of the lab, or why there is none.
 *
 * @module
 */

/** An answer, or the trouble there was in getting it. */
export type Reading<T> = { value: T; trouble?: undefined } | { value?: undefined; trouble: string };

/** The same reading, of a part of what was read. */
export function partOf<T, P>(
  reading: Reading<T> | undefined,
  part: (value: T) => P,
): Reading<P> | undefined {
  if (reading === undefined || reading.trouble !== undefined) return reading;
  return { value: part(reading.value) };
}

/** Reads something again and again, one reading at a time. */
export class Poll<T> {
  readonly #read: () => Promise<T>;
  readonly #everyMs: number;
  #latest: Reading<T> | undefined;
  #startedAt = -Infinity;
  #running: Promise<void> | undefined;

  /** @param everyMs the time from the beginning of one reading to that of the next, in ms. */
  constructor(read: () => Promise<T>, everyMs = 0) {
    this.#read = read;
    this.#everyMs = everyMs;
  }

  /** The last reading; `undefined` before the first one. */
  get latest(): Reading<T> | undefined {
    return this.#latest;
  }

  /** The value that was read last, if the reading succeeded. */
  get value(): T | undefined {
    return this.#latest?.value;
  }

  /** Begins a reading where one is due, and settles with the one under way. Never fails. */
  refresh(now = performance.now()): Promise<void> {
    if (this.#running === undefined && now - this.#startedAt >= this.#everyMs) {
      this.#startedAt = now;
      this.#running = this.#take().finally(() => this.#running = undefined);
    }
    return this.#running ?? Promise.resolve();
  }

  async #take(): Promise<void> {
    try {
      this.#latest = { value: await this.#read() };
    } catch (error) {
      this.#latest = { trouble: (error as Error).message };
    }
  }
}
