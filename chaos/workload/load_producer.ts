import { delay } from "@std/async";
import type { Sent } from "../history.ts";
import type { Delivery } from "./delivery.ts";
import { keysByPartition, loadRecord, recordId, type RecordShape } from "./load_record.ts";

/** How many keys a producer has in each partition. */
const KEYS = 4;

/** Every so many batches, one is too large for the topic: a rejected send among good ones. */
const REJECTED_EVERY = 50;

/** Every so many batches, a function is to fail with one of its records. */
const FAILING_EVERY = 20;

/** Bytes of a batch that the topic takes, and of a record that is beyond. */
export const MAX_BATCH = 100_000;
const TOO_LARGE = MAX_BATCH + 20_000;

/** What a producer sends, and where it keeps what became of it. */
export interface LoadOptions {
  name: string;
  delivery: Delivery;
  topic: string;
  partitions: number;
  /** Whether a batch is of all partitions, and not of one. */
  isSpread: boolean;
  /** Records of a batch and partition, and the pause between the beginnings of two batches, ms. */
  batch: number;
  interval: number;
  /** For how long a batch is tried before its outcome counts as unknown, ms. */
  timeout: number;
  /** Values in the place of the usual ones, each in its turn. */
  templates: readonly string[];
  /** Whether records that functions fail with are wanted now. */
  hasFailing(): boolean;
  /** ms since the run began. */
  clock(): number;
  /** Is told what became of a batch. */
  settled(sent: readonly Sent[]): void;
}

/** A record to be sent, and what it is like. */
interface Planned {
  key: string;
  sequence: number;
  partition: number;
  shape: RecordShape;
}

/**
 * Writes to all partitions of a topic, one batch after the other. Where batches are of one partition, each
 * partition has a loop of its own, so that one that cannot be written holds up no other.
 */
export class LoadProducer {
  readonly #options: LoadOptions;
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];
  /** How many values were made of templates. */
  #values = 0;
  /** Up to when sends are to be rejected, ms since the run began. */
  #rejectedUntil = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Begins to write. */
  start(): void {
    const { name, partitions, isSpread } = this.#options;
    const keys = keysByPartition(name, partitions, KEYS);
    this.#loops = isSpread
      ? [this.#write(keys.map((of, partition) => ({ keys: of, partition })))]
      : keys.map((of, partition) => this.#write([{ keys: of, partition }]));
  }

  /** Has every other batch rejected, until then: ms since the run began. */
  rejectUntil(time: number): void {
    this.#rejectedUntil = time;
  }

  /** Stops, and settles when the outcome of each send is known, or is known to be unknown. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
    await this.#options.delivery.close();
  }

  async #write(lanes: readonly { keys: readonly string[]; partition: number }[]): Promise<void> {
    const { signal } = this.#stopping;
    const { batch, interval, hasFailing, clock, isSpread } = this.#options;
    for (let turn = 1, sequence = 0; !signal.aborted; turn++) {
      const began = performance.now();
      const every = clock() < this.#rejectedUntil ? 2 : REJECTED_EVERY;
      const isTooLarge = turn % every === 0;
      const fails = turn % FAILING_EVERY === 0 && hasFailing();
      // Of a batch for all partitions one record is too large, and the others are good.
      const count = isTooLarge && !isSpread ? 1 : batch;
      const records = lanes.flatMap(({ keys, partition }, lane) =>
        Array.from({ length: count }, (_, index): Planned => ({
          ...{ key: keys[index % keys.length], partition },
          sequence: sequence + Math.floor(index / keys.length),
          shape: isTooLarge && lane === 0 && index === 0
            ? { bytes: TOO_LARGE }
            : { fails: fails && index === 0, template: this.#template() },
        }))
      );
      sequence += Math.ceil(count / lanes[0].keys.length);
      await this.#send(records);
      const pause = Math.max(0, interval - (performance.now() - began));
      await delay(pause, { signal }).catch(() => {});
    }
  }

  /** Sends a batch, and keeps what became of it. */
  async #send(records: readonly Planned[]): Promise<void> {
    const { topic, timeout, clock, settled, delivery } = this.#options;
    const sentAt = clock();
    const batch = records.map(({ key, sequence, partition, shape }) =>
      loadRecord(key, sequence, partition, shape)
    );
    const delivered = await delivery.deliver(topic, batch, timeout);
    const settledAt = clock();
    settled(records.map(({ key, sequence, partition }, index) => ({
      id: recordId(key, sequence),
      ...{ key, sequence, partition, sentAt, settledAt },
      ...delivered[index],
    })));
  }

  #template(): string | undefined {
    const { templates } = this.#options;
    return templates.length === 0 ? undefined : templates[this.#values++ % templates.length];
  }
}
