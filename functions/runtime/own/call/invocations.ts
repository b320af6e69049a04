import type { Log } from "../../log/log.ts";

/** What happened in a call. */
export interface Invocation {
  /** Records that it was given. */
  records: number;
  /** How long it took, in ms. */
  ms: number;
  /** Records that it wrote. */
  outputs: number;
  /** Records that failed. */
  failures: number;
  /** Why it failed, or else the first of its records that did. */
  error?: Error;
}

/** A call that has ended, as `/status` shows it. */
export interface PastInvocation extends Omit<Invocation, "error"> {
  /** When it ended, in ISO 8601. */
  time: string;
  error: string | null;
}

/** How many calls are kept. */
const KEPT = 50;

/** How many calls in a row have a line of their own in the log, and how many more each second. */
const LINES = 20;
const LINES_A_SECOND = 5;

/** What calls did that have no line of their own. */
const NONE = { calls: 0, records: 0, ms: 0, outputs: 0, failures: 0 };

/**
 * The last calls of a function, and lines on them in its log: one each, and where there are many of
 * them, one a second for the rest, with their sums.
 */
export class Invocations {
  readonly #log: Log;
  /** A ring: the next one takes the place of the oldest. */
  readonly #last: { at: number; invocation: Invocation }[] = [];
  #count = 0;
  /** How many lines may be written at once, and since when that is so, in ms. */
  #lines = LINES;
  #since = 0;
  #rest = { ...NONE };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** How many there were. */
  get count(): number {
    return this.#count;
  }

  /** The last ones, the newest first. */
  get last(): PastInvocation[] {
    const next = this.#count % KEPT;
    return [...this.#last.slice(next), ...this.#last.slice(0, next)].reverse().map((
      { at, invocation: { records, ms, outputs, failures, error } },
    ) => ({
      time: new Date(at).toISOString(),
      records,
      ms: rounded(ms),
      outputs,
      failures,
      error: error ? `${error.name}: ${error.message}` : null,
    }));
  }

  /** Takes a call that has ended. */
  add(invocation: Invocation): void {
    const at = Date.now();
    this.#last[this.#count++ % KEPT] = { at, invocation };
    const earned = (at - this.#since) / 1_000 * LINES_A_SECOND;
    if (earned >= 1) {
      this.#lines = Math.min(LINES, this.#lines + Math.floor(earned));
      this.#since = at;
    }
    if (this.#lines > 0) {
      this.#lines--;
      const { records, ms, outputs, failures, error } = invocation;
      const reason = error && { error: `${error.name}: ${error.message}` };
      this.#log.info("invocation", { records, ms: rounded(ms), outputs, failures, ...reason });
      return;
    }
    this.#rest.calls++;
    for (const sum of ["records", "ms", "outputs", "failures"] as const) {
      this.#rest[sum] += invocation[sum];
    }
    this.#timer ??= setTimeout(() => this.flush(), 1_000);
  }

  /** Writes the line of those that have none yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#rest.calls === 0) return;
    this.#log.info("invocation", { ...this.#rest, ms: rounded(this.#rest.ms) });
    this.#rest = { ...NONE };
  }
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
