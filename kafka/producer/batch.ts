import type { Entry, Source } from "./entry.ts";

/** Records on their way together, and which of them are given up. */
export class Batch {
  readonly entries: readonly Entry[];
  readonly sources: ReadonlySet<Source>;
  /** Whether a try of it may have been written. */
  isUncertain = false;
  readonly #givenUp = new Set<number>();

  constructor(entries: readonly Entry[]) {
    this.entries = entries;
    this.sources = new Set(entries.map(({ source }) => source));
  }

  /** The records that are not given up. */
  get open(): readonly Entry[] {
    if (this.#givenUp.size === 0) return this.entries;
    return this.entries.filter((_, index) => !this.#givenUp.has(index));
  }

  /** How many are given up. */
  get givenUp(): number {
    return this.#givenUp.size;
  }

  /**
   * Whether it is not to be sent again as it is: when all are given up; or some, and surely none was
   * written, so that the others can go without them.
   */
  get isOver(): boolean {
    const { size } = this.#givenUp;
    return size > 0 && (!this.isUncertain || size === this.entries.length);
  }

  /** Whether the record at this index is given up. */
  isGivenUp(index: number): boolean {
    return this.#givenUp.has(index);
  }

  /** Gives up records. @param tell is called for each that was not given up before. */
  giveUp(isOver: (entry: Entry) => boolean, tell: (entry: Entry) => void): void {
    this.entries.forEach((entry, index) => {
      if (this.#givenUp.has(index) || !isOver(entry)) return;
      this.#givenUp.add(index);
      tell(entry);
    });
  }
}
