import { History, type SeriesData } from "./memory/history.ts";
import { LongHistory, STEP } from "./memory/long_history.ts";

/** How far back the fine points are for, in s; for more, there are coarser ones. */
export const SHORT = 300;

/** The past of every figure: the last minutes look by look, and more of it in steps. */
export class Timeline {
  readonly #fine = new History();
  /** What is kept beyond the console's life. */
  readonly long = new LongHistory();
  #at = 0;

  /** Takes in the figures of a look. */
  record(atMs: number, figures: readonly (readonly [name: string, value: number])[]): void {
    this.#at = atMs;
    this.#fine.record(atMs, figures);
    this.long.record(atMs, figures);
  }

  /** These series of so many seconds, oldest point first. */
  read(names: readonly string[], span: number = SHORT): SeriesData {
    return span <= SHORT ? this.#fine.read(names) : this.long.read(names, this.#at - span * 1_000);
  }

  /** The newest point; of a longer past it is that of the step under way, which replaces what it was. */
  newest(names: readonly string[], span: number = SHORT): SeriesData {
    return span <= SHORT
      ? this.#fine.newest(names)
      : this.long.read(names, this.long.newest * STEP);
  }
}
