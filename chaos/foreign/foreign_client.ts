/**
 * What other clients than ours write, as anyone may: batches byte by byte, and transactions.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { type Codec, compressed } from "./compressed_batch.ts";
import { Kafka, logLevel, type Transaction } from "kafkajs";
import { Brokers } from "../../kafka/client/brokers.ts";
import { retrying } from "../../kafka/client/retry.ts";
import { check } from "../../kafka/errors.ts";
import { produce } from "../../kafka/protocol/records/produce.ts";
import { type BatchRecord, writeBatch } from "../../kafka/protocol/records/write_batch.ts";

const NO_SEQUENCE = { producerId: -1n, producerEpoch: -1, firstSequence: -1 };

/** A record of another client's: what is left out is null, or none. */
export type ForeignRecord = Partial<BatchRecord>;

/** Where to write, and how the records are compressed. */
export interface ForeignTarget {
  topic: string;
  /** Absent: 0. */
  partition?: number;
  codec?: Codec;
}

/** Writes records to a partition as one batch. @returns the offset of the first one. */
export function writeForeign(
  brokers: string[],
  target: ForeignTarget,
  ...records: ForeignRecord[]
): Promise<number> {
  return writeForeignBatch(brokers, target, records);
}

/** Writes records to a partition as one batch, also where they are more than arguments can be. */
export async function writeForeignBatch(
  brokers: string[],
  { topic, partition = 0, codec = "none" }: ForeignTarget,
  records: readonly ForeignRecord[],
): Promise<number> {
  const whole = records.map((record) => ({ key: null, value: null, headers: [], ...record }));
  const batch = writeBatch(whole, NO_SEQUENCE);
  return await writeBytes(brokers, { topic, partition }, compressed(batch, codec));
}

/** Writes a batch as it is, whatever stands in it. */
export async function writeBytes(
  addresses: string[],
  { topic, partition }: { topic: string; partition: number },
  batch: Buffer,
): Promise<number> {
  const brokers = new Brokers({ brokers: addresses, clientId: "foreign" });
  try {
    // A topic that was made a moment ago is known to some brokers only.
    return await retrying(async () => {
      const { topics: [{ errorCode, partitions }] } = await brokers.metadata([topic]);
      check(errorCode, `write to ${topic}`);
      const { leader } = partitions.find((one) => one.partition === partition)!;
      const { topics } = await brokers.request(leader, produce, {
        transactionalId: null,
        acks: -1,
        timeoutMs: 10_000,
        topics: [{ name: topic, partitions: [{ partition, records: batch }] }],
      }, 15_000);
      const [result] = topics[0].partitions;
      if (result.baseOffset >= 0 && result.errorCode !== 0) {
        throw new Error(`Cannot write to ${topic}: it may be written or not`);
      }
      check(result.errorCode, `write to ${topic}`, result.errorMessage);
      return result.baseOffset;
    });
  } finally {
    await brokers.close();
  }
}

/** Begins transactions, several of which may be open, as each has a producer of its own. */
export class Transactions implements AsyncDisposable {
  readonly #brokers: string[];
  readonly #kafka: Kafka;
  readonly #close: (() => Promise<void>)[] = [];

  constructor(brokers: string[]) {
    this.#brokers = brokers;
    this.#kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  }

  /** One transaction, which has to be committed or aborted. */
  async begin(): Promise<Transaction> {
    const producer = this.#kafka.producer({
      transactionalId: crypto.randomUUID(),
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await producer.connect();
    this.#close.push(() => producer.disconnect());
    return await producer.transaction();
  }

  /**
   * Writes records of transactions that overlap, and one of none: to be read are `alone` and `committed`,
   * in this order. The transaction that began first is aborted last.
   */
  async overlap(topic: string): Promise<void> {
    const send = (value: string) => ({ topic, messages: [{ key: "k", value }] });
    const [first, second] = [await this.begin(), await this.begin()];
    await first.send(send("aborted"));
    await second.send(send("aborted"));
    await second.abort();
    await first.send(send("aborted"));
    await writeForeign(this.#brokers, { topic }, { value: "alone" });
    const third = await this.begin();
    await third.send(send("committed"));
    await third.commit();
    await first.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#close) await close();
  }
}
