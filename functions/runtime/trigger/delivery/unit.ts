import type { Turn } from "../../../../kafka/in_turns.ts";
import { QueueFullError } from "../../../../kafka/producer/queue_full_error.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { RegistryError } from "../../schemas/registry_error.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { FailedRecord } from "./caller.ts";
import type { Outcome } from "./call_once.ts";
import type { Delivery } from "./delivery.ts";
import type { Letter } from "./delivery_options.ts";
import { pause } from "./pause.ts";

/** The longest pause between two tries of a record, in ms. */
const LONGEST_BACKOFF = 60_000;

/** The pause before records are handled again whose outputs Kafka does not take now, in ms. */
const OUTPUT_PAUSE = 1_000;

/** For whom records are delivered. */
export interface Delivering {
  /** Aborted when the partition is taken away: nothing moves any more. */
  signal: AbortSignal;
  /** Aborted when nothing more is to be begun. */
  halt: AbortSignal;
  /** How long the event loop is held. */
  readonly hold: Turn;
  /** What `performance.now()` said last, which is asked once a call only. */
  now: number;
  /** These are finished: handled, put away, or passed by. */
  finish(records: readonly KafkaRecord[], now?: number): void;
  /** Where not all of a partition is in one order. */
  lanes?: LanesOfUnit;
}

/** Which records may not overtake which, and how the others go on beside one that waits. */
export interface LanesOfUnit {
  /** What the record is in one order with; `undefined`: nothing. */
  of(record: KafkaRecord): string | undefined;
  /** Takes these back, until what is before them in their lanes is finished. */
  takeBack(records: readonly KafkaRecord[]): void;
  /**
   * Lets records that have failed wait apart.
   *
   * @param wait settles with what is to be tried again, if anything is.
   */
  apart(wait: () => Promise<Segment | undefined>): void;
}

/** Records for one call. */
export interface Segment {
  records: readonly KafkaRecord[];
  /** In how many calls they have been. */
  calls: number;
  /** How often they have failed on their own account. */
  tries: number;
}

/** What a delivery does for a unit. */
export type UnitDelivery = Pick<
  Delivery,
  "options" | "counts" | "call" | "failed" | "stalls" | "waits" | "goesOn" | "bury"
>;

/**
 * The way of records that one call got, until all are finished: a failing batch is halved, depth first,
 * until what fails stands alone; that is tried again, and put away at last.
 */
export class Unit {
  readonly #delivery: UnitDelivery;
  readonly #to: Delivering;
  /** What is still to be called; the last one first. */
  #stack: Segment[] = [];

  constructor(delivery: UnitDelivery, to: Delivering) {
    this.#delivery = delivery;
    this.#to = to;
  }

  /**
   * Goes on until all are finished, or it is halted.
   *
   * @param outcome of the first call, if there was one already.
   * @throws the signal's reason, when the partition is taken away.
   */
  async run(first: Segment, outcome?: Outcome | Promise<Outcome>): Promise<void> {
    const { signal, halt, hold } = this.#to;
    for (let segment: Segment | undefined = first; segment; segment = this.#stack.pop()) {
      if (outcome === undefined) {
        if (halt.aborted) return;
        outcome = this.#delivery.call(segment.records, segment.calls + 1, signal);
      }
      const settled = await outcome;
      outcome = undefined;
      signal.throwIfAborted();
      await this.#settle(segment, settled);
      // Whatever it was that was waited for, it may have been nothing.
      if (!hold.isOver) continue;
      await hold.pass();
      signal.throwIfAborted();
    }
  }

  async #settle(segment: Segment, outcome: Outcome): Promise<void> {
    const { records, tries } = segment;
    const calls = segment.calls + 1;
    const { halt } = this.#to;
    if (outcome instanceof Error) {
      // The halves of a batch tell no more than it did, until one of them is a single record.
      const isNews = records.length > 1 ? segment.calls === 0 : tries === 0;
      this.#delivery.failed(records, outcome, isNews);
      if (isOutage(outcome)) {
        this.#delivery.stalls(records, outcome);
        if (await pause(OUTPUT_PAUSE, halt)) this.#stack.push({ records, calls, tries });
        return;
      }
      if (records.length > 1) return this.#halve({ records, calls, tries });
      return await this.#fail([{ index: 0, error: outcome }], { records, calls, tries });
    }
    if (outcome.length === 0) return this.#to.finish(records);
    for (const { index, error } of outcome) {
      this.#delivery.failed([records[index]], error, tries === 0);
    }
    const failed = new Set(outcome.map(({ index }) => index));
    this.#to.finish(records.filter((_, index) => !failed.has(index)));
    await this.#fail(outcome, { records, calls, tries });
  }

  #halve({ records, calls, tries }: Segment): void {
    const { counts } = this.#delivery;
    counts.halved++;
    counts.retries += records.length;
    const middle = Math.ceil(records.length / 2);
    this.#stack.push({ records: records.slice(middle), calls, tries });
    this.#stack.push({ records: records.slice(0, middle), calls, tries });
  }

  /** Records have failed by themselves. Each waits for its next try, or is put away. */
  async #fail(failed: readonly FailedRecord[], segment: Segment): Promise<void> {
    this.#delivery.counts.failed += failed.length;
    const { lanes } = this.#to;
    if (lanes === undefined) {
      const again = await this.#wait(failed, segment);
      if (again) this.#stack.push(again);
      return;
    }
    const groups = Map.groupBy(
      failed,
      ({ index }) => lanes.of(segment.records[index]) ?? index,
    );
    this.#stack = this.#stack.flatMap((rest) => {
      const isBehind = (record: KafkaRecord) => groups.has(lanes.of(record) ?? -1);
      lanes.takeBack(rest.records.filter(isBehind));
      const records = rest.records.filter((record) => !isBehind(record));
      return records.length > 0 ? [{ ...rest, records }] : [];
    });
    for (const group of groups.values()) lanes.apart(() => this.#wait(group, segment));
  }

  /** Puts away what is not tried again, and waits with the rest until it is. */
  async #wait(
    failed: readonly FailedRecord[],
    { records, calls, tries }: Segment,
  ): Promise<Segment | undefined> {
    const { options: { retries: { attempts, backoff } }, counts } = this.#delivery;
    const [again, last]: [Letter[], Letter[]] = [[], []];
    for (const { index, error, isFinal } of failed.toSorted((a, b) => a.index - b.index)) {
      const letter = { record: records[index], error, attempts: calls };
      const isTried = !isFinal && tries + 1 < attempts && !this.#isTooOld(letter.record);
      (isTried ? again : last).push(letter);
    }
    await Promise.all(last.map(async (letter) => {
      if (await this.#delivery.bury(letter, this.#to)) this.#to.finish([letter.record]);
    }));
    if (again.length === 0) return undefined;
    this.#delivery.waits(again);
    const ms = Math.min(backoff * 2 ** tries, LONGEST_BACKOFF);
    const isWanted = await pause(ms, this.#to.halt);
    const rest = again.map(({ record }) => record);
    if (isWanted) counts.retries += rest.length;
    this.#delivery.goesOn(rest);
    return isWanted ? { records: rest, calls, tries: tries + 1 } : undefined;
  }

  #isTooOld({ timestamp }: KafkaRecord): boolean {
    const { maxAge } = this.#delivery.options.retries;
    return maxAge !== undefined && Date.now() - Number(timestamp) > maxAge;
  }
}

/**
 * Whether Kafka does not take what came of records, or a schema registry does not tell what they are: that is
 * no fault of theirs.
 */
function isOutage(error: Error): boolean {
  return error instanceof QueueFullError ||
    (error instanceof RegistryError && error.isOutage) ||
    (error instanceof SendError && error.verdict !== "record");
}
