/** How many lines may come at once, and how many a second in the long run. */
const BURST = 20;
const RATE = 1;

/** Writes what failed into the log, and only how many where there is very much of it. */
export class FailureLog {
  readonly #write: (line: string) => void;
  #allowed = BURST;
  #left = 0;
  #at = performance.now();

  /** @param write writes a line. */
  constructor(write: (line: string) => void = (line) => console.error(line)) {
    this.#write = write;
  }

  /** Writes what failed, with the stack where there is one. */
  failed(what: string, error: Error): void {
    this.say(`${what}: ${error.stack ?? error}`);
  }

  /** Writes a line. */
  say(line: string): void {
    const now = performance.now();
    this.#allowed = Math.min(BURST, this.#allowed + (now - this.#at) / 1_000 * RATE);
    this.#at = now;
    if (this.#allowed < 1) return void this.#left++;
    this.#allowed--;
    if (this.#left > 0) this.#write(`${this.#left} more failures were left out here`);
    this.#left = 0;
    this.#write(line);
  }
}
