import { delay } from "@std/async";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { nowMicros } from "../../kafka/producer/now_micros.ts";
import { toSendError } from "../../kafka/producer/send_error.ts";
import { Sender } from "../../kafka/producer/sender.ts";
import { Numbering } from "../../functions/runtime/ledger/numbering.ts";
import type { Outcome, Sent } from "../history.ts";
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
  settings: KafkaSettings;
  topic: string;
  partitions: number;
  /** Records of a batch, and the pause between the beginnings of two batches of a partition, ms. */
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

/**
 * Writes to all partitions of a topic, each in its own loop, so that one that cannot be written holds up
 * no other: acks=all, idempotent, and no batch is given to Kafka twice.
 */
export class LoadProducer {
  readonly #options: LoadOptions;
  readonly #sender: Sender;
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];
  /** How many values were made of templates. */
  #values = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#sender = new Sender(new Brokers(options.settings));
  }

  /** Begins to write. */
  start(): void {
    const { name, partitions } = this.#options;
    this.#loops = keysByPartition(name, partitions, KEYS).map((keys, partition) =>
      this.#write(partition, keys)
    );
  }

  /** Stops, and settles when the outcome of each send is known, or is known to be unknown. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
    await this.#sender.close();
  }

  async #write(partition: number, keys: readonly string[]): Promise<void> {
    const { signal } = this.#stopping;
    const { name, batch, interval, topic } = this.#options;
    const numbering = new Numbering(`${topic}-${name}-${partition}`);
    for (let turn = 1, sequence = 0; !signal.aborted; turn++) {
      const began = performance.now();
      const isTooLarge = turn % REJECTED_EVERY === 0;
      const records = Array.from({ length: isTooLarge ? 1 : batch }, (_, index) => {
        const number = sequence + Math.floor(index / keys.length);
        return { key: keys[index % keys.length], sequence: number };
      });
      sequence += Math.ceil(records.length / keys.length);
      const fails = turn % FAILING_EVERY === 0 && this.#options.hasFailing();
      const shape = isTooLarge ? { bytes: TOO_LARGE } : { fails };
      await this.#send(partition, records, shape, numbering);
      const pause = Math.max(0, interval - (performance.now() - began));
      await delay(pause, { signal }).catch(() => {});
    }
  }

  /** Sends a batch, and keeps what became of it. */
  async #send(
    partition: number,
    records: readonly { key: string; sequence: number }[],
    { fails = false, bytes }: RecordShape,
    numbering: Numbering,
  ): Promise<void> {
    const { topic, timeout, clock, settled } = this.#options;
    const sentAt = clock();
    const end = performance.now() + timeout;
    numbering.begin();
    const batch = records.map(({ key, sequence }, index) => {
      const template = bytes === undefined ? this.#template() : undefined;
      const shape = { bytes, fails: fails && index === 0, template };
      return numbering.mark(loadRecord(key, sequence, partition, shape), nowMicros());
    });
    let outcome: Outcome = "acknowledged";
    let first: number | undefined;
    // One try that may have been written is enough for it to be in the log.
    let isUncertain = false;
    try {
      const watch = {
        failed: (error: { verdict: string }) => isUncertain ||= error.verdict === "unknown",
        waiting() {},
        isOver: () => performance.now() > end,
      };
      first = Number(await this.#sender.deliver(topic, batch, watch));
      numbering.acknowledged();
    } catch (error) {
      isUncertain ||= toSendError(error).verdict === "unknown";
      outcome = isUncertain ? "unknown" : "rejected";
      numbering.renew();
    }
    const settledAt = clock();
    settled(records.map(({ key, sequence }, index) => ({
      id: recordId(key, sequence),
      ...{ key, sequence, partition, outcome, sentAt, settledAt },
      ...(first !== undefined && { offset: first + index }),
    })));
  }

  #template(): string | undefined {
    const { templates } = this.#options;
    return templates.length === 0 ? undefined : templates[this.#values++ % templates.length];
  }
}
