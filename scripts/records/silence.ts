/** What to do while no record comes. */
export interface SilenceOptions {
  /** Called once, when none has come for a moment. */
  waiting(): void;
  /** After how long, in ms, silence is too long; absent: never. */
  timeoutMs?: number;
  /** After how long somebody may wonder, in ms. */
  momentMs?: number;
}

/** Watches how long no record has come. */
export class Silence {
  readonly #options: SilenceOptions;
  readonly #tooLong = new AbortController();
  #moment: ReturnType<typeof setTimeout> | undefined;
  #timeout: ReturnType<typeof setTimeout> | undefined;
  #isTold = false;

  constructor(options: SilenceOptions) {
    this.#options = options;
    this.broken();
  }

  /** Is aborted when it was silent for too long. */
  get signal(): AbortSignal {
    return this.#tooLong.signal;
  }

  /** A record has come. */
  broken(): void {
    this[Symbol.dispose]();
    const { momentMs = 500, timeoutMs } = this.#options;
    if (!this.#isTold) this.#moment = setTimeout(() => this.#tell(), momentMs);
    if (timeoutMs === undefined) return;
    this.#timeout = setTimeout(() => this.#tooLong.abort(), timeoutMs);
  }

  /** Nobody waits any more. */
  [Symbol.dispose](): void {
    clearTimeout(this.#moment);
    clearTimeout(this.#timeout);
  }

  #tell(): void {
    this.#isTold = true;
    this.#options.waiting();
  }
}
