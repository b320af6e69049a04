import type { Level } from "./log.ts";

/** A line of the log as it is shown. */
export interface LogLine {
  /** In ISO 8601. */
  time: string;
  level: Level;
  /** The message and the fields; cut where it is very long. */
  text: string;
}

/** How many lines are kept, and how much of each, in characters. */
const KEPT = 200;
const MAX_TEXT = 4_000;

/** The last lines of a log. */
export class LogTail {
  #lines: LogLine[] = [];

  /** Takes in the newest line. */
  push({ text, ...line }: LogLine): void {
    this.#lines.push({ ...line, text: text.slice(0, MAX_TEXT) });
    // Seldom, as moving all of them costs more than keeping as many again.
    if (this.#lines.length >= 2 * KEPT) this.#lines = this.#lines.slice(-KEPT);
  }

  /** As many lines, the oldest first. */
  last(count: number): LogLine[] {
    return this.#lines.slice(-Math.min(count, KEPT));
  }
}
