/** The upper bounds of the buckets, in seconds. */
export const DURATION_BUCKETS = [
  ...[0.000_1, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
] as const;

/** How long calls took. A histogram of prom-client's costs more than many a call. */
export class CallDurations {
  /** By bucket, and at the end those that took longer than the last one. */
  readonly #counts = new Array<number>(DURATION_BUCKETS.length + 1).fill(0);
  #sum = 0;

  /** How many of a bucket, and what they took in all, in seconds. */
  get state(): { counts: readonly number[]; sum: number } {
    return { counts: this.#counts, sum: this.#sum };
  }

  /** Counts a call that took so many ms. */
  observe(ms: number): void {
    const seconds = ms / 1_000;
    this.#sum += seconds;
    let bucket = 0;
    while (bucket < DURATION_BUCKETS.length && seconds > DURATION_BUCKETS[bucket]) bucket++;
    this.#counts[bucket]++;
  }
}
