/** Offsets from the first one on to, but without, the second. */
export type OffsetRange = readonly [from: number, to: number];

/**
 * The offsets of a partition that were dealt with: all below `prefix`, which is what a group would
 * commit, and ranges beyond it, as letters need not be dealt with in their order.
 */
export class DealtOffsets {
  #prefix: number;
  /** Ascending, apart from each other and from the prefix. */
  #ranges: OffsetRange[];

  /** @param ranges ascending, and not overlapping. */
  constructor(prefix: number, ranges: readonly OffsetRange[] = []) {
    this.#prefix = prefix;
    this.#ranges = [];
    for (const [from, to] of ranges) this.addRange(from, to);
  }

  /** Everything below it was dealt with. */
  get prefix(): number {
    return this.#prefix;
  }

  /** What was dealt with beyond the prefix, ascending. */
  get ranges(): readonly OffsetRange[] {
    return this.#ranges;
  }

  /** Another one that changes on its own. */
  copy(): DealtOffsets {
    return new DealtOffsets(this.#prefix, this.#ranges);
  }

  /** Whether an offset was dealt with. */
  has(offset: number): boolean {
    if (offset < this.#prefix) return true;
    // Letters are looked at in their order, and there may be a thousand ranges.
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ranges[middle][1] <= offset) low = middle + 1;
      else high = middle;
    }
    return low < this.#ranges.length && this.#ranges[low][0] <= offset;
  }

  /** Notes that all offsets from the first one on, and without the last one, are dealt with. */
  addRange(from: number, to: number): void {
    if (to <= from || to <= this.#prefix) return;
    // Letters are dealt with in their order, as a rule.
    if (from > (this.#ranges.at(-1)?.[1] ?? this.#prefix)) {
      this.#ranges.push([from, to]);
      return;
    }
    let [first, last] = [from, to];
    const apart: OffsetRange[] = [];
    for (const range of this.#ranges) {
      if (range[1] < first || range[0] > last) apart.push(range);
      else [first, last] = [Math.min(first, range[0]), Math.max(last, range[1])];
    }
    if (first <= this.#prefix) {
      this.#prefix = last;
    } else {
      const at = apart.findIndex(([start]) => start > last);
      apart.splice(at < 0 ? apart.length : at, 0, [first, last]);
    }
    this.#ranges = apart;
  }

  /** How many offsets from the first one on, and without the last one, are not dealt with. */
  openBetween(start: number, end: number): number {
    const from = Math.max(start, this.#prefix);
    const dealt = this.#ranges.reduce(
      (sum, [first, last]) => sum + Math.max(0, Math.min(last, end) - Math.max(first, from)),
      0,
    );
    return Math.max(0, end - from - dealt);
  }
}
