/**
 * Makes kafkajs 2.2.4 write records as this library does. Its own writer brings headers of one name
 * together, cannot write a null header, and makes a dozen buffers for each record.
 *
 * @module
 */
import Encoder from "kafkajs/src/protocol/encoder.js";
import produce from "kafkajs/src/protocol/requests/produce/index.js";
import type { Message } from "kafkajs";
import { type BatchRecord, writeBatch } from "../protocol/records/write_batch.ts";

const NO_HEADERS: BatchRecord["headers"] = [];

/** A record whose partition is chosen. */
type PlacedRecord = Omit<BatchRecord, "headers"> & Partial<BatchRecord> & { partition: number };

/**
 * Records of one partition in the form in which kafkajs carries them to where they are written;
 * kafkajs itself looks at the partition only.
 */
export function toMessages(records: readonly PlacedRecord[]): Message[] {
  const messages = new OnePartition();
  for (const { key, value, headers = NO_HEADERS, partition, timestamp } of records) {
    messages.push({ key, value, headers, partition, timestamp } as unknown as Message);
  }
  return messages;
}

/**
 * kafkajs groups messages by partition through `reduce`, and copies the group for each of them: 31 ms
 * for 4,000. Here the first one's partition, for which it still asks, is that of all.
 */
class OnePartition extends Array<Message> {
  override reduce<T>(group: (groups: T, message: Message, i: number, all: Message[]) => T, to?: T) {
    const [partition] = Object.keys(group(to!, this[0], 0, this) as object);
    return { [partition]: this } as T & Message;
  }
}

/** What kafkajs hands to the writers of its requests. */
interface ProduceOptions {
  transactionalId?: string | null;
  acks: number;
  timeout: number;
  compression?: number;
  producerId: { toString(): string };
  producerEpoch: number;
  topicData: {
    topic: string;
    partitions: { partition: number; firstSequence: number; messages: BatchRecord[] }[];
  }[];
}

type Protocol = (version: { version: number }) => (options: ProduceOptions) => {
  request: { encode(): Promise<Encoder> };
};

/** The first version with batches that have headers (KIP-82). */
const FIRST_VERSION = 3;

const { protocol }: { protocol: Protocol } = produce;

produce.protocol = (({ version }) => {
  const make = protocol({ version });
  if (version < FIRST_VERSION) return make;
  return (options) => {
    const made = make(options);
    if (!isOurs(options)) return made;
    return { ...made, request: { ...made.request, encode: () => encode(options) } };
  };
}) satisfies Protocol;

/** Whether the records come from {@linkcode toMessages}: it alone gives headers as a list. */
function isOurs({ topicData: [{ partitions: [{ messages }] }] }: ProduceOptions): boolean {
  return Array.isArray(messages[0].headers);
}

/** Produce => transactional_id acks timeout [topic [partition record_set]] */
function encode(options: ProduceOptions): Promise<Encoder> {
  const { acks, timeout, producerEpoch, topicData } = options;
  const producerId = BigInt(options.producerId.toString());
  const to = new Encoder().writeString(null).writeInt16(acks).writeInt32(timeout);
  to.writeInt32(topicData.length);
  for (const { topic, partitions } of topicData) {
    to.writeString(topic).writeInt32(partitions.length);
    for (const { partition, firstSequence, messages } of partitions) {
      const batch = writeBatch(messages, { producerId, producerEpoch, firstSequence });
      to.writeInt32(partition).writeInt32(batch.length).writeBuffer(batch);
    }
  }
  return Promise.resolve(to);
}
