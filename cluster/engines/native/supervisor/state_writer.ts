/**
 * Keeps the lab's state on disk up to date.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LabEnvironment } from "../../../environment.ts";
import { type LabState, writeState } from "../lab_state.ts";

/** Pause before a state that could not be written is tried again, ms. */
const RETRY_INTERVAL = 2_000;

/**
 * Writes the state when it has changed. One that cannot be written, as where the disk is full, is told,
 * and tried again until it can: it stops nothing.
 */
export class StateWriter {
  readonly #environment: LabEnvironment;
  readonly #current: () => LabState;
  readonly #log: (message: string) => void;
  readonly #closed = new AbortController();
  /** Writes follow each other. */
  #last: Promise<void> = Promise.resolve();
  #failing = false;

  /** A writer of what `current` gives. */
  constructor(
    environment: LabEnvironment,
    current: () => LabState,
    log: (message: string) => void,
  ) {
    this.#environment = environment;
    this.#current = current;
    this.#log = log;
  }

  /** Writes the state as it is now; settles when it is written, or could not be. */
  save(): Promise<void> {
    return this.#last = this.#last.then(() => this.#write());
  }

  /** Ends the tries, once what is under way is over. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#last;
  }

  async #write(): Promise<void> {
    try {
      await writeState(this.#environment, this.#current());
      if (this.#failing) this.#log("the state is written again");
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#log(`cannot write the state: ${(error as Error).message}`);
      this.#failing = true;
      this.#retry();
    }
  }

  #retry(): void {
    delay(RETRY_INTERVAL, { signal: this.#closed.signal }).then(() => this.save(), () => {});
  }
}
