import type { LogEndAt } from "./lag_pace.ts";

/** How many looks are kept of a log. */
const KEPT = 64;

/**
 * Looks at the end of a log, from the first one on: the last ones as they were, older ones ever
 * farther apart, so that a look of yesterday costs no more than one of a minute ago.
 */
export class LogEndLooks {
  readonly #looks: LogEndAt[] = [];

  /** Oldest first. */
  get looks(): readonly LogEndAt[] {
    return this.#looks;
  }

  /** Takes in a look. A log that ends before where it did has begun anew. @param at in ms. */
  add(at: number, end: number): void {
    const looks = this.#looks;
    const [before, last] = [looks.at(-2), looks.at(-1)];
    if (last !== undefined && end < last.end) looks.length = 0;
    // While nothing is written, it is enough to know since when, and until when.
    else if (last?.end === end && before?.end === end) return void (last.at = at);
    looks.push({ at, end });
    if (looks.length <= KEPT) return;
    const thinned = looks.filter((_, index) => index % 2 === 0 || index > KEPT / 2);
    looks.splice(0, looks.length, ...thinned);
  }
}
