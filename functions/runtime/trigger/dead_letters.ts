import type { Kafka } from "kafkajs";
import { Buffer } from "node:buffer";
import { Sender, SendError } from "../../../kafka/producer/sender.ts";
import { deadLetterTopic, letterHeaders } from "./dead_letter.ts";
import { withAdmin } from "../../../kafka/consumer/group_admin.ts";
import type { ConsumedRecord } from "./record.ts";

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
    const partition = record.partition % partitions;
    const key = toBuffer(record.key);
    const headers = letterHeaders(record, error);
    try {
      const value = toBuffer(record.value);
      await this.#sender.send(topic, [{ partition, key, value, headers }]);
    } catch (sendError) {
      if (!(sendError instanceof SendError) || sendError.verdict !== "record") throw sendError;
      // A record as large as can be has no room for these headers: the value stays where it was.
      const left = { ...headers, "dlq-value": "left out, as it is too large" };
      await this.#sender.send(topic, [{ partition, key, value: null, headers: left }]);
    }
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
