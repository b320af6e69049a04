import { setTimeout as pause } from "node:timers/promises";
import { type KafkaRecord, recordName } from "../../../../kafka/record/record.ts";

/** The pauses before a record is tried again, in ms. After as many tries it is a dead letter. */
const RETRY_PAUSES = [100, 200, 400];

/** The pause before a dead letter that could not be written is written again, in ms. */
const LETTER_PAUSE = 1_000;

/** What becomes of a record. */
export type Handle = (record: KafkaRecord, signal: AbortSignal) => Promise<void> | void;

/** Where records go that cannot be handled. */
export interface LetterBox {
  send(record: KafkaRecord, error: Error): Promise<void>;
}

/** Hands records to the handler, again if it fails, and at last to the dead letters. */
export class Delivery {
  readonly #handle: Handle;
  readonly #letters: LetterBox;
  readonly counts = { retries: 0, deadLetters: 0 };

  constructor(handle: Handle, letters: LetterBox) {
    this.#handle = handle;
    this.#letters = letters;
  }

  /**
   * Delivers a record: to the handler, or to its dead letter topic. Returns nothing to wait for where
   * the handler did not, as a promise for each record would cost more than all else together.
   *
   * @throws {AbortError} when the signal is aborted before the record is delivered.
   */
  deliver(record: KafkaRecord, signal: AbortSignal): Promise<void> | void {
    try {
      const handled = this.#handle(record, signal);
      if (handled === undefined) return;
      return handled.catch((error) => this.#again(record, error, signal));
    } catch (error) {
      return this.#again(record, error, signal);
    }
  }

  async #again(record: KafkaRecord, error: unknown, signal: AbortSignal): Promise<void> {
    for (const ms of RETRY_PAUSES) {
      await pause(ms, undefined, { signal });
      this.counts.retries++;
      try {
        return await this.#handle(record, signal);
      } catch (nextError) {
        error = nextError;
      }
    }
    await this.#bury(record, error, signal);
  }

  /** Nothing may be lost, so the partition waits for as long as its dead letter cannot be written. */
  async #bury(record: KafkaRecord, error: unknown, signal: AbortSignal): Promise<void> {
    const reason = error instanceof Error ? error : new Error(String(error));
    while (true) {
      signal.throwIfAborted();
      try {
        await this.#letters.send(record, reason);
        this.counts.deadLetters++;
        return;
      } catch (sendError) {
        console.warn(`Cannot put away ${recordName(record)}: ${(sendError as Error).message}`);
        await pause(LETTER_PAUSE, undefined, { signal });
      }
    }
  }
}
