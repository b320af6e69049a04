import type { OutgoingRecord } from "./outgoing_record.ts";
import { partitionOfKey } from "./partitioner/partitioner.ts";
import { SendError } from "./send_error.ts";
import type { Sender } from "./sender.ts";

/** A record whose partition may be left to its key. */
export type NewRecord = Omit<OutgoingRecord, "partition"> & { partition?: number };

/** Nothing of such a batch was written, and a smaller one may be. */
const TOO_LARGE: ReadonlySet<string> = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"]);

/** Where a record was written. */
export interface Written {
  partition: number;
  offset: number;
}

/**
 * Writes records to one topic, each to the partition that any Kafka client would choose by its key;
 * those of one call without a key go to one partition, and those of the next call to the next one.
 */
export class TopicProducer {
  readonly #sender: Sender;
  readonly #topic: string;
  readonly #partitions: number;
  #calls = Math.floor(Math.random() * 1_000);

  /** @param partitions how many the topic has. */
  constructor(sender: Sender, topic: string, partitions: number) {
    this.#sender = sender;
    this.#topic = topic;
    this.#partitions = partitions;
  }

  /**
   * Writes the records, one send a partition, and tells where each was written. Those of a partition
   * that are too much for one batch of Kafka's are sent in halves.
   *
   * @throws {SendError} when one of the sends is refused, or not acknowledged in time.
   */
  async send(records: readonly NewRecord[], timeoutMs?: number): Promise<Written[]> {
    const keyless = this.#calls++ % this.#partitions;
    const placed = records.map((record, index) => {
      const { key, partition = key === null ? keyless : this.#partitionOf(key) } = record;
      return { ...record, partition, index };
    });
    const written = new Array<Written>(records.length);
    const batches = [...Map.groupBy(placed, ({ partition }) => partition)];
    await Promise.all(batches.map(async ([partition, batch]) => {
      await this.#sendParts(batch, timeoutMs, (part, first) => {
        part.forEach(({ index }, n) => written[index] = { partition, offset: first + n });
      });
    }));
    return written;
  }

  async #sendParts<R extends OutgoingRecord>(
    batch: readonly R[],
    timeoutMs: number | undefined,
    tell: (part: readonly R[], first: number) => void,
  ): Promise<void> {
    try {
      tell(batch, Number(await this.#sender.send(this.#topic, batch, timeoutMs)));
    } catch (error) {
      const isTooLarge = error instanceof SendError && TOO_LARGE.has(error.code);
      if (!isTooLarge || batch.length === 1) throw error;
      const middle = Math.ceil(batch.length / 2);
      await this.#sendParts(batch.slice(0, middle), timeoutMs, tell);
      await this.#sendParts(batch.slice(middle), timeoutMs, tell);
    }
  }

  #partitionOf(key: NonNullable<NewRecord["key"]>): number {
    return partitionOfKey(key, this.#partitions);
  }
}
