import { type KafkaRecord, recordName } from "../../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../../kafka/topic_partition.ts";
import { CallDurations } from "./call_durations.ts";
import { callOnce, NONE_FAILED, type Outcome } from "./call_once.ts";
import type { DeliveryOptions, HeldRecord, Letter } from "./delivery_options.ts";
import { FailureLog } from "./failure_log.ts";
import { LetterDesk } from "../letters/letter_desk.ts";
import { type Delivering, type Segment, Unit } from "./unit.ts";

/** How long Kafka may take nothing of what came of records until that is more than a hitch, in ms. */
const STALLED = 10_000;

/** What is counted, of this replica since it runs. */
export interface DeliveryCounts {
  /** Records given to the handler, each time anew. */
  records: number;
  /** Records that the filter passed by. */
  filtered: number;
  /** Records that failed alone, or were named as failed; each time. */
  failed: number;
  /** Records given to the handler again. */
  retries: number;
  /** Batches that failed and were halved. */
  halved: number;
  /** Records put into a dead letter topic. */
  deadLetters: number;
  /** Records that failed for good and are kept nowhere, as the function wants it. */
  passedBy: number;
  /** Records passed by as somebody told it. */
  skipped: number;
  /** Calls that took too long. */
  timeouts: number;
  calls: number;
}

/** Counts of nothing yet. */
export function zeroCounts(): DeliveryCounts {
  return {
    records: 0,
    filtered: 0,
    failed: 0,
    retries: 0,
    halved: 0,
    deadLetters: 0,
    passedBy: 0,
    skipped: 0,
    timeouts: 0,
    calls: 0,
  };
}

/** Hands records to the handler, again if they fail, and at last to the dead letters. */
export class Delivery {
  readonly options: DeliveryOptions;
  readonly counts = zeroCounts();
  readonly durations = new CallDurations();
  readonly #log = new FailureLog();
  readonly #desk: LetterDesk;
  /** Why records wait for another try, by their names. */
  readonly #waiting = new Map<string, string>();
  #failing: string | undefined;
  /** Since when Kafka takes nothing of what came of records, and why. */
  #stalled: { since: number; reason: string } | undefined;

  constructor(options: DeliveryOptions) {
    this.options = options;
    this.#desk = new LetterDesk(options.letters, this.#log);
  }

  /** The records that hold up their partitions, as their dead letters cannot be written. */
  get held(): readonly HeldRecord[] {
    return this.#desk.held;
  }

  /** What the handler failed with, until it handles a record again, or other topics are consumed. */
  get failing(): string | undefined {
    const [waiting] = this.#waiting.values();
    return waiting ?? this.#failing;
  }

  /** Why nothing goes on, where Kafka has taken nothing of what came of records for long. */
  get stalled(): string | undefined {
    const { since = Infinity, reason } = this.#stalled ?? {};
    return performance.now() - since > STALLED ? reason : undefined;
  }

  /** Forgets what the handler failed with: that record is none of those that are consumed now. */
  forgetFailure(): void {
    this.#failing = undefined;
    this.#stalled = undefined;
  }

  /** Passes a held record by: it counts as delivered. Whether there was such a record. */
  skip(record: TopicPartition & { offset: number }): boolean {
    return this.#desk.skip(record);
  }

  /**
   * Delivers records that one call may get: to the handler, or to their dead letter topic. Returns
   * nothing to wait for where the handler did not, as a promise for each record would cost more than all
   * else together. Once halted it settles with what is not finished.
   *
   * @throws the signal's reason when it is aborted before they are delivered.
   */
  deliver(records: readonly KafkaRecord[], to: Delivering): Promise<void> | void {
    this.counts.records += records.length;
    const { caller, timeout } = this.options;
    const began = to.now;
    const outcome = callOnce(caller, records, 1, timeout, to.signal);
    if (outcome === NONE_FAILED) {
      to.now = performance.now();
      this.#note(to.now - began, outcome);
      return to.finish(records, to.now);
    }
    const noted = this.#whenSettled(outcome, began);
    return new Unit(this, to).run({ records, calls: 0, tries: 0 }, noted);
  }

  /** Puts a record away that is not to be handled at all. */
  refuse(record: KafkaRecord, error: Error, to: Delivering): Promise<void> {
    this.#log.failed(`Cannot take ${recordName(record)}`, error);
    const outcome = [{ index: 0, error, isFinal: true }];
    return new Unit(this, to).run({ records: [record], calls: 0, tries: 0 }, outcome);
  }

  /** Goes on with records that have waited for another try. @throws as {@linkcode deliver}. */
  again(segment: Segment, to: Delivering): Promise<void> {
    return new Unit(this, to).run(segment);
  }

  /** Calls the handler once, and counts what becomes of it. */
  call(
    records: readonly KafkaRecord[],
    attempt: number,
    signal: AbortSignal,
  ): Outcome | Promise<Outcome> {
    const { caller, timeout } = this.options;
    const began = performance.now();
    return this.#whenSettled(callOnce(caller, records, attempt, timeout, signal), began);
  }

  #whenSettled(outcome: Outcome | Promise<Outcome>, began: number): Outcome | Promise<Outcome> {
    if (!(outcome instanceof Promise)) return this.#note(performance.now() - began, outcome);
    return outcome.then((settled) => this.#note(performance.now() - began, settled));
  }

  #note(ms: number, outcome: Outcome): Outcome {
    this.counts.calls++;
    this.durations.observe(ms);
    if (outcome !== NONE_FAILED) {
      if (outcome instanceof Error && outcome.name === "TimeoutError") this.counts.timeouts++;
    } else {
      if (this.#failing !== undefined) this.#failing = undefined;
      if (this.#stalled !== undefined) this.#stalled = undefined;
    }
    return outcome;
  }

  /** Kafka does not take what came of records; they are handled again. */
  stalls(records: readonly KafkaRecord[], error: Error): void {
    const reason = `Cannot write what came of ${recordName(records[0])}: ${error.message}`;
    this.#stalled = { since: this.#stalled?.since ?? performance.now(), reason };
  }

  /** Tells that these failed. @param isNews whether it was not told before. */
  failed(records: readonly KafkaRecord[], error: Error, isNews: boolean): void {
    const others = records.length > 1 ? ` and ${records.length - 1} behind it` : "";
    const what = `Cannot handle ${recordName(records[0])}${others}`;
    this.#failing = `${what}: ${error}`;
    if (isNews) this.#log.failed(what, error);
  }

  /** These wait for another try. */
  waits(letters: readonly Letter[]): void {
    for (const { record, error } of letters) {
      const name = recordName(record);
      this.#waiting.set(name, `Cannot handle ${name}: ${error}`);
    }
  }

  /** These wait no more. */
  goesOn(records: readonly KafkaRecord[]): void {
    for (const record of records) this.#waiting.delete(recordName(record));
  }

  /**
   * Puts a record away. Whether it is finished.
   *
   * @throws the signal's reason, when the partition is taken away.
   */
  async bury(letter: Letter, { signal, halt }: Delivering): Promise<boolean> {
    const burial = await this.#desk.bury(letter, signal, halt);
    if (burial !== "halted") this.counts[burial]++;
    return burial !== "halted";
  }
}
