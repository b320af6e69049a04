/** What to do while no record comes. */
export interface SilenceOptions {
  /** Called once, when none has come for a moment. */
  waiting(): void;
  /** After how long, in ms, silence is too long; absent: never. */
  timeoutMs?: number;
}

/** After how long without a record somebody may wonder, in ms. */
const MOMENT = 500;

/** Watches how long no record has come. */
export class Silence {
  readonly #timeoutMs: number | undefined;
  readonly #tooLong = new AbortController();
  readonly #moment: ReturnType<typeof setTimeout>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ waiting, timeoutMs }: SilenceOptions) {
    this.#timeoutMs = timeoutMs;
    this.#moment = setTimeout(waiting, MOMENT);
    this.#wait();
  }

  /** Is aborted when it was silent for too long. */
  get signal(): AbortSignal {
    return this.#tooLong.signal;
  }

  /** A record has come. */
  broken(): void {
    clearTimeout(this.#moment);
    this.#wait();
  }

  /** Nobody waits any more. */
  [Symbol.dispose](): void {
    clearTimeout(this.#moment);
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#timeoutMs === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tooLong.abort(), this.#timeoutMs);
  }
}
