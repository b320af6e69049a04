import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import { isLetterOrReturned } from "../../../../kafka/letters/letter_headers.ts";
import { nowMicros } from "../../../../kafka/producer/now_micros.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { readStamp } from "../../ledger/stamp.ts";
import type { AssignedPartition } from "../partitions/assigned_partition.ts";
import type { RecordObserver } from "./record_observer.ts";

/**
 * Keeps the order of a partition whatever order its records are finished in: the ledger, and with it the
 * position that is committed, moves over those only before which all are finished.
 */
export class FinishedPrefix {
  readonly #partition: AssignedPartition;
  readonly #observer: RecordObserver;
  /** Below it, records were given to the handler before this. */
  readonly #givenBefore: number;
  /** What was read and is not finished, slice by slice, the first one from an index on. */
  readonly #slices: FetchedBatch[] = [];
  #index = 0;

  constructor(partition: AssignedPartition, observer: RecordObserver) {
    this.#partition = partition;
    this.#observer = observer;
    this.#givenBefore = partition.delivered;
  }

  /** The first record that is not finished. */
  get #next(): KafkaRecord | undefined {
    return this.#slices.at(0)?.records[this.#index];
  }

  /** How many records behind the position are finished already. */
  get ahead(): number {
    return this.#partition.ahead.size;
  }

  /** Takes in what was read, behind all before it. */
  take(slice: FetchedBatch): void {
    this.#slices.push(slice);
    this.#advance();
  }

  /** Whether a record behind the position is finished already. */
  has({ offset }: KafkaRecord): boolean {
    const { ahead } = this.#partition;
    return ahead.size > 0 && ahead.has(offset);
  }

  /** These are given to the handler. */
  give(records: readonly KafkaRecord[]): void {
    this.#partition.noteDelivered(records[records.length - 1].offset);
  }

  /** These are finished. @param now what `performance.now()` has just said. */
  finish(records: readonly KafkaRecord[], now?: number): void {
    const micros = nowMicros(now);
    for (const record of records) this.#finish(record, micros, false);
  }

  /** This one is passed by: it is finished without having been delivered. */
  pass(record: KafkaRecord): void {
    this.#finish(record, nowMicros(), true);
  }

  #finish(record: KafkaRecord, now: number, isPassedBy: boolean): void {
    if (record !== this.#next) this.#partition.ahead.set(record.offset, isPassedBy);
    else {
      this.#settle(record, now, isPassedBy);
      this.#advance(now);
    }
  }

  #settle(record: KafkaRecord, now: number, isPassedBy: boolean): void {
    const { offset, headers } = record;
    const stamp = isLetterOrReturned(record) ? undefined : readStamp(headers);
    this.#partition.ledger.reckon(offset, stamp, now, offset < this.#givenBefore);
    this.#index++;
    if (!isPassedBy) this.#observer.delivered(record);
  }

  /** Moves on over what is finished already. */
  #advance(now?: number): void {
    const { ahead, ledger } = this.#partition;
    for (let slice = this.#slices.at(0); slice; slice = this.#slices.at(0)) {
      const record = slice.records[this.#index];
      if (record === undefined) {
        // Behind the last record there may be more that is not delivered, such as markers of transactions.
        ledger.advance(slice.next);
        this.#slices.shift();
        this.#index = 0;
        continue;
      }
      const isPassedBy = ahead.size > 0 ? ahead.get(record.offset) : undefined;
      if (isPassedBy === undefined) return;
      ahead.delete(record.offset);
      this.#settle(record, now ?? nowMicros(), isPassedBy);
    }
  }
}
