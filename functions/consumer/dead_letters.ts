import type { IHeaders, Kafka } from "kafkajs";
import { Buffer } from "node:buffer";
import { Sender } from "../runtime/sender.ts";
import { withAdmin } from "./group_admin.ts";
import type { ConsumedRecord } from "./record.ts";

/** Header of a dead letter: the topic it came from. Others tell the rest, see {@linkcode letterHeaders}. */
const TOPIC_HEADER = "dlq-topic";

/** The topic of a topic's dead letters. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}

/** Whether these are the headers of a dead letter. */
export function isDeadLetter(headers: IHeaders): boolean {
  return headers[TOPIC_HEADER] !== undefined;
}

/** A dead letter's headers: the record's own, and where it comes from and why. */
export function letterHeaders(record: ConsumedRecord, error: Error): IHeaders {
  return {
    ...record.headers,
    [TOPIC_HEADER]: record.topic,
    "dlq-partition": `${record.partition}`,
    "dlq-offset": `${record.offset}`,
    "dlq-timestamp": new Date(record.timestamp).toISOString(),
    "dlq-error": `${error.name}: ${error.message}`,
  };
}

/** Puts records that cannot be processed into `<topic>.dlq`. */
export class DeadLetters {
  readonly #kafka: Kafka;
  readonly #sender: Sender;
  /** How many partitions each dead letter topic has; known once it is created. */
  readonly #partitions = new Map<string, number>();

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
    this.#sender = new Sender(kafka);
  }

  /** Writes a record to its dead letter topic, which is created if it is missing. */
  async send(record: ConsumedRecord, error: Error): Promise<void> {
    const topic = deadLetterTopic(record.topic);
    const partitions = this.#partitions.get(topic) ?? await this.#ensure(topic, record.topic);
    await this.#sender.send(topic, [{
      partition: record.partition % partitions,
      key: toBuffer(record.key),
      value: toBuffer(record.value),
      headers: letterHeaders(record, error),
    }]);
  }

  /** Creates the topic with as many partitions as its source, unless it is there. */
  async #ensure(topic: string, source: string): Promise<number> {
    const partitions = await withAdmin(this.#kafka, async (admin) => {
      const { brokers } = await admin.describeCluster();
      const { topics } = await admin.fetchTopicMetadata({ topics: [source] });
      await admin.createTopics({
        waitForLeaders: true,
        topics: [{
          topic,
          numPartitions: topics[0]?.partitions.length ?? 1,
          replicationFactor: Math.min(3, brokers.length),
        }],
      });
      const created = await admin.fetchTopicMetadata({ topics: [topic] });
      return created.topics[0].partitions.length;
    });
    this.#partitions.set(topic, partitions);
    return partitions;
  }

  /** Closes the connections. */
  close(): void {
    this.#sender.close();
  }
}

function toBuffer(bytes: Uint8Array | null): Buffer | null {
  return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
