import { abortable } from "@std/async";
import { type KafkaRecord, recordName } from "../../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import type { HeldRecord, Letter, LetterBox } from "../delivery/delivery_options.ts";
import type { FailureLog } from "../delivery/failure_log.ts";
import { pause } from "../delivery/pause.ts";

/** The pause before a dead letter that could not be written is written again, in ms. */
const LETTER_PAUSE = 1_000;

/** What became of a record that cannot be handled. */
export type Burial = "deadLetters" | "skipped" | "passedBy" | "halted";

/** Puts records away that cannot be handled, and holds those for which that fails. */
export class LetterDesk {
  readonly #letters: LetterBox;
  readonly #log: FailureLog;
  readonly #held = new Map<string, HeldRecord & { pass: AbortController }>();

  constructor(letters: LetterBox, log: FailureLog) {
    this.#letters = letters;
    this.#log = log;
  }

  /** The records that hold up their partitions, as their dead letters cannot be written. */
  get held(): readonly HeldRecord[] {
    return [...this.#held.values()];
  }

  /** Passes a held record by: it counts as delivered. Whether there was such a record. */
  skip(record: TopicPartition & { offset: number }): boolean {
    const held = this.#held.get(recordName(record));
    held?.pass.abort();
    return held !== undefined;
  }

  /**
   * Nothing may be lost, so the record waits until its dead letter is written, or it is passed by.
   *
   * @param halt aborted when it is not to be waited for any more.
   * @throws the signal's reason, when the partition is taken away.
   */
  async bury(letter: Letter, signal: AbortSignal, halt: AbortSignal): Promise<Burial> {
    const { record, error, attempts } = letter;
    const name = recordName(record);
    const times = attempts === 1 ? "once" : `${attempts} times`;
    if (!this.#letters.takes(record.topic)) {
      this.#log.say(`Passed by ${name}, which failed ${times}: ${error}`);
      return "passedBy";
    }
    const pass = new AbortController();
    const ended = AbortSignal.any([halt, pass.signal]);
    try {
      while (!halt.aborted) {
        try {
          await abortable(this.#letters.send(letter), signal);
          this.#log.say(`Put away ${name}, which failed ${times}: ${error}`);
          return "deadLetters";
        } catch (sendError) {
          signal.throwIfAborted();
          this.#hold(record, pass, `which failed with ${error}: ${(sendError as Error).message}`);
          await pause(LETTER_PAUSE, ended);
          if (!pass.signal.aborted) continue;
          console.warn(`Passed by ${name}, as it was told: it is neither handled nor put away`);
          return "skipped";
        }
      }
      return "halted";
    } finally {
      this.#held.delete(name);
    }
  }

  #hold(record: KafkaRecord, pass: AbortController, why: string): void {
    const { topic, partition, offset } = record;
    const name = recordName(record);
    const reason = `Cannot put away ${name}, ${why}`;
    if (this.#held.get(name)?.reason !== reason) {
      console.error(`${reason}. Its partition waits until it is put away, or passed by`);
    }
    this.#held.set(name, { topic, partition, offset, reason, pass });
  }
}
