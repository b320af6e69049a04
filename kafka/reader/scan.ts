import type { LogRecord } from "../protocol/records/record_batch.ts";

/** How far one partition has been browsed. Its end is where it was when browsing began. */
export interface Scan {
  /** The offset to read next; undefined: there is nothing more to read. */
  readonly position: number | undefined;
  /** What was found up to the boundary, in the order of offsets. */
  readonly found: readonly LogRecord[];
  /** Up to here all was looked at: below it, or from it on where it goes backwards. */
  readonly boundary: number;
  /** Takes in what was read at `position`, and where reading goes on. @returns how many it looked at. */
  take(records: readonly LogRecord[], next: number): number;
}

/** What to look for in a partition. */
export interface ScanOptions {
  start: number;
  end: number;
  limit: number;
  matches(record: LogRecord): boolean;
}

/** The first records from `start` on. */
export class ForwardScan implements Scan {
  readonly found: LogRecord[] = [];
  readonly #options: ScanOptions;
  #position: number;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#position = options.start;
  }

  get boundary(): number {
    return this.#position;
  }

  get position(): number | undefined {
    const { end, limit } = this.#options;
    return this.#position < end && this.found.length < limit ? this.#position : undefined;
  }

  take(records: readonly LogRecord[], next: number): number {
    const { end, limit, matches } = this.#options;
    let looked = 0;
    this.#position = Math.min(next, end);
    for (const record of records) {
      if (record.offset >= end) break;
      if (this.found.length === limit) {
        this.#position = record.offset;
        break;
      }
      looked++;
      if (matches(record)) this.found.push(record);
    }
    return looked;
  }
}

/** How many offsets the first window takes, at least, and how much larger each following one is. */
const MIN_WINDOW = 50;
const GROWTH = 4;

/** A window of so many bytes is not followed by a larger one: what is begun of one is lost when time is up. */
const LARGE_WINDOW = 4 * 1024 * 1024;

/**
 * The last records before `end`. Logs can be read forwards only, so it is done in windows, each below
 * the one before and larger, as compaction or the filter may leave few records in one.
 */
export class BackwardScan implements Scan {
  readonly #options: ScanOptions;
  /** Of the windows above, and of this one. */
  #above: LogRecord[] = [];
  #window: LogRecord[] = [];
  #bytes = 0;
  #low: number;
  #high: number;
  #position: number;

  constructor(options: ScanOptions) {
    this.#options = options;
    this.#high = options.end;
    this.#low = Math.max(options.start, options.end - Math.max(MIN_WINDOW, options.limit));
    this.#position = this.#low;
  }

  get position(): number | undefined {
    return this.#position < this.#high ? this.#position : undefined;
  }

  get boundary(): number {
    return this.#high;
  }

  get found(): readonly LogRecord[] {
    return this.#above;
  }

  take(records: readonly LogRecord[], next: number): number {
    let looked = 0;
    for (const record of records) {
      if (record.offset >= this.#high) break;
      looked++;
      this.#bytes += record.value?.length ?? 0;
      if (this.#options.matches(record)) this.#window.push(record);
    }
    this.#position = next;
    if (next >= this.#high) this.#lower();
    return looked;
  }

  #lower(): void {
    // One more than is asked for tells that there are more.
    this.#above = [...this.#window, ...this.#above].slice(-this.#options.limit - 1);
    this.#window = [];
    const width = (this.#high - this.#low) * (this.#bytes < LARGE_WINDOW ? GROWTH : 1);
    this.#bytes = 0;
    this.#high = this.#low;
    if (this.#above.length >= this.#options.limit) {
      this.#position = this.#high;
      return;
    }
    this.#low = Math.max(this.#options.start, this.#high - width);
    this.#position = this.#low;
  }
}
