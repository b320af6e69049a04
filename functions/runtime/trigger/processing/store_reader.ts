import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { asError } from "../delivery/call_once.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { FinishedPrefix } from "./finished_prefix.ts";

/** Options of {@linkcode StoreReader}. */
export interface StoreReaderOptions {
  prefix: FinishedPrefix;
  delivery: Pick<Delivery, "options" | "counts">;
  /** What is in store from an offset on. */
  from(offset: number): FetchedBatch | undefined;
}

/** Reads what is in store of a partition, and passes by what is not wanted. */
export class StoreReader {
  readonly #options: StoreReaderOptions;
  #records: readonly KafkaRecord[] = [];
  #index = 0;
  #opened = 0;
  #next: number;
  #fault: Error | undefined;
  /** Up to which index of the slice at hand it is known that they are wanted. */
  #looked = -1;

  /** @param first what is in store first. */
  constructor(first: FetchedBatch, options: StoreReaderOptions) {
    this.#options = options;
    this.#next = first.next;
    this.#open(first);
  }

  /** How many slices were opened so far. */
  get opened(): number {
    return this.#opened;
  }

  /** Whether the slice that was opened last is read to its end. */
  get isAtEnd(): boolean {
    return this.#index >= this.#records.length;
  }

  /** Why the filter cannot tell whether the record that {@linkcode peek} gave is wanted, if so. */
  get fault(): Error | undefined {
    return this.#fault;
  }

  /** The next record that is wanted and not finished; `undefined` when there is none in store. */
  peek(): KafkaRecord | undefined {
    while (true) {
      while (this.#index < this.#records.length) {
        const record = this.#records[this.#index];
        if (this.#index === this.#looked || this.#isWanted(record)) return record;
        this.#index++;
      }
      const batch = this.#options.from(this.#next);
      if (batch === undefined) return undefined;
      this.#next = batch.next;
      this.#open(batch);
    }
  }

  /** Goes on behind the record that {@linkcode peek} gave. */
  skip(): void {
    this.#index++;
    this.#fault = undefined;
  }

  #open(batch: FetchedBatch): void {
    this.#opened++;
    this.#options.prefix.take(batch);
    this.#records = batch.records;
    this.#index = 0;
    this.#looked = -1;
  }

  #isWanted(record: KafkaRecord): boolean {
    const { prefix, delivery: { options: { filter }, counts } } = this.#options;
    if (prefix.has(record)) return false;
    if (filter !== undefined) {
      try {
        if (!filter(record)) {
          counts.filtered++;
          prefix.pass(record);
          return false;
        }
      } catch (error) {
        this.#fault = asError(error);
      }
    }
    this.#looked = this.#index;
    return true;
  }
}
