import { setTimeout as pause } from "node:timers/promises";
import { type KafkaRecord, recordName } from "../../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";

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

/** A record that can neither be handled nor be put away; its partition waits for it. */
export interface HeldRecord extends TopicPartition {
  offset: number;
  /** Why it cannot be handled, and why it cannot be put away. */
  reason: string;
}

/** Hands records to the handler, again if it fails, and at last to the dead letters. */
export class Delivery {
  readonly #handle: Handle;
  readonly #letters: LetterBox;
  readonly counts = { retries: 0, deadLetters: 0, skipped: 0 };
  readonly #held = new Map<string, HeldRecord & { pass: AbortController }>();
  #failing: string | undefined;

  constructor(handle: Handle, letters: LetterBox) {
    this.#handle = handle;
    this.#letters = letters;
  }

  /** The records that hold up their partitions, as their dead letters cannot be written. */
  get held(): readonly HeldRecord[] {
    return [...this.#held.values()];
  }

  /** What the handler failed with, until it handles a record again, or other topics are consumed. */
  get failing(): string | undefined {
    return this.#failing;
  }

  /** Forgets what the handler failed with: that record is none of those that are consumed now. */
  forgetFailure(): void {
    this.#failing = undefined;
  }

  /** Passes a held record by: it counts as delivered. Whether there was such a record. */
  skip(record: TopicPartition & { offset: number }): boolean {
    const held = this.#held.get(recordName(record));
    held?.pass.abort();
    return held !== undefined;
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
      if (handled === undefined) return this.#succeed();
      return handled.then(() => this.#succeed(), (error) => this.#again(record, error, signal));
    } catch (error) {
      return this.#again(record, error, signal);
    }
  }

  #succeed(): void {
    if (this.#failing !== undefined) this.#failing = undefined;
  }

  async #again(record: KafkaRecord, error: unknown, signal: AbortSignal): Promise<void> {
    for (const ms of RETRY_PAUSES) {
      this.#failing = `Cannot handle ${recordName(record)}: ${asError(error)}`;
      await pause(ms, undefined, { signal });
      this.counts.retries++;
      try {
        await this.#handle(record, signal);
        return this.#succeed();
      } catch (nextError) {
        error = nextError;
      }
    }
    const reason = asError(error);
    this.#failing = `Cannot handle ${recordName(record)}: ${reason}`;
    console.error(`Cannot handle ${recordName(record)}: ${reason.stack ?? reason}`);
    await this.#bury(record, reason, signal);
  }

  /** Nothing may be lost, so the partition waits until its dead letter is written, or passed by. */
  async #bury(record: KafkaRecord, error: Error, signal: AbortSignal): Promise<void> {
    const { topic, partition, offset } = record;
    const name = recordName(record);
    const pass = new AbortController();
    const ended = AbortSignal.any([signal, pass.signal]);
    try {
      while (true) {
        signal.throwIfAborted();
        try {
          await this.#letters.send(record, error);
          this.counts.deadLetters++;
          return;
        } catch (sendError) {
          const { message } = sendError as Error;
          const reason = `Cannot put away ${name}, which failed with ${error}: ${message}`;
          if (this.#held.get(name)?.reason !== reason) {
            console.error(`${reason}. Its partition waits until it is put away, or passed by`);
          }
          this.#held.set(name, { topic, partition, offset, reason, pass });
          await pause(LETTER_PAUSE, undefined, { signal: ended }).catch(() => {});
          if (pass.signal.aborted) {
            this.counts.skipped++;
            console.warn(`Passed by ${name}, as it was told: it is neither handled nor put away`);
            return;
          }
        }
      }
    } finally {
      this.#held.delete(name);
    }
  }
}

/** What was thrown, which can be anything. */
function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
