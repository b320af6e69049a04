/**
 * A partition that is worked on without Kafka: what is in store of it, and what became of it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers";
import type { FetchedBatch } from "../../../../kafka/consumer/fetched_batch.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { Turn } from "../../../../kafka/in_turns.ts";
import { PartitionLedger } from "../../ledger/partition_ledger.ts";
import type { Caller } from "../delivery/caller.ts";
import { Delivery } from "../delivery/delivery.ts";
import { type DeliveryOptions, type Letter, ONE_BY_ONE } from "../delivery/delivery_options.ts";
import { AssignedPartition } from "../partitions/assigned_partition.ts";
import { PartitionWork } from "../processing/partition_work.ts";

/** A record of partition 0 of topic t. */
export function recordAt(offset: number, parts: Partial<KafkaRecord> = {}): KafkaRecord {
  const value = Buffer.from(`${offset}`);
  return {
    topic: "t",
    partition: 0,
    offset,
    timestamp: 0,
    key: null,
    value,
    headers: [],
    ...parts,
  };
}

/** Records from an offset on; with a key each, if a key is made of their offsets. */
export function recordsFrom(
  first: number,
  count: number,
  keyOf?: (offset: number) => string,
): KafkaRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const key = keyOf === undefined ? null : Buffer.from(keyOf(first + i));
    return recordAt(first + i, { key });
  });
}

/** Options of {@linkcode FakePartition}: of the delivery, what matters to the test. */
export type FakeOptions = Partial<DeliveryOptions> & { caller: Caller };

/** A partition with a store, a delivery and letters in memory. */
export class FakePartition {
  /** What is put away, and how it failed. */
  readonly letters: Letter[] = [];
  /** The offsets that were seen as delivered. */
  readonly seen: number[] = [];
  readonly delivery: Delivery;
  readonly partition: AssignedPartition;
  readonly abort = new AbortController();
  readonly halt = new AbortController();
  readonly hold = new Turn(100);
  areOthersWaiting = false;
  readonly #work: PartitionWork;
  readonly #slices: FetchedBatch[] = [];
  #more = Promise.withResolvers<void>();

  constructor(options: FakeOptions) {
    this.delivery = new Delivery({
      ...ONE_BY_ONE,
      retries: { attempts: 4, backoff: 0 },
      name: "orders",
      letters: {
        takes: () => true,
        send: (letter) => {
          this.letters.push(letter);
          return Promise.resolve();
        },
      },
      ...options,
    });
    this.partition = new AssignedPartition(
      { ledger: new PartitionLedger({ position: 0 }), delivered: 0 },
      { topic: "t", partition: 0, offset: 0, metadata: null },
    );
    this.partition.next = () => this.#from(this.position)?.records.at(0);
    const delivered = ({ offset }: KafkaRecord) => void this.seen.push(offset);
    this.#work = new PartitionWork(this.partition, this.delivery, { delivered, batchEnded() {} });
  }

  get position(): number {
    return this.partition.position;
  }

  /** More was fetched; `next` where the log goes on behind the last record. */
  add(records: KafkaRecord[], next = records.at(-1)!.offset + 1): this {
    this.#slices.push({ topic: "t", partition: 0, records, next });
    this.#more.resolve();
    this.#more = Promise.withResolvers();
    return this;
  }

  /** Gives it turns until nothing is in store, it is halted, or it waits: then for how long, in ms. */
  async work(signal = this.abort.signal, halt = this.halt.signal): Promise<number | void> {
    this.hold.begin();
    while (!halt.aborted && !signal.aborted) {
      const batch = this.#from(this.position);
      if (batch === undefined) return;
      const wait = await this.#work.process(batch, {
        signal,
        halt,
        hold: this.hold,
        isFull: false,
        areOthersWaiting: this.areOthersWaiting,
        from: (offset) => this.#from(offset),
        more: () => this.#more.promise,
        moved() {},
      });
      if (this.hold.isOver) await this.hold.pass();
      if (wait !== undefined) return wait;
    }
  }

  #from(offset: number): FetchedBatch | undefined {
    const slice = this.#slices.find(({ next }) => offset < next);
    if (slice === undefined) return undefined;
    return { ...slice, records: slice.records.filter((record) => record.offset >= offset) };
  }
}

/** Settles when all that can go on without time or others has done so. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
