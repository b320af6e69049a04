/** How many ranges are kept; beyond it the lowest is forgotten, and counts as lost for good. */
const MAX_RANGES = 64;

/** The sequences of a run that are missing so far: disjoint ranges, both ends included. */
export class Gaps {
  readonly #ranges: [from: number, to: number][];

  constructor(ranges: readonly (readonly [from: number, to: number])[] = []) {
    this.#ranges = ranges.map(([from, to]) => [from, to]);
  }

  /** The ranges, lowest first. */
  get ranges(): readonly (readonly [from: number, to: number])[] {
    return this.#ranges;
  }

  /** Adds a range that lies above all others, or below all others. */
  add(from: number, to: number): void {
    if (from > to) return;
    const isLowest = this.#ranges.length > 0 && to < this.#ranges[0][0];
    if (isLowest) this.#ranges.unshift([from, to]);
    else this.#ranges.push([from, to]);
    if (this.#ranges.length > MAX_RANGES) this.#ranges.shift();
  }

  /** Takes a sequence that arrived after all. Whether it was missing. */
  take(sequence: number): boolean {
    const index = this.#ranges.findIndex(([from, to]) => from <= sequence && sequence <= to);
    if (index < 0) return false;
    const [from, to] = this.#ranges[index];
    const rest: [number, number][] = [[from, sequence - 1], [sequence + 1, to]];
    this.#ranges.splice(index, 1, ...rest.filter(([low, high]) => low <= high));
    if (this.#ranges.length > MAX_RANGES) this.#ranges.shift();
    return true;
  }
}
