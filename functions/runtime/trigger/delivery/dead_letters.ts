import { createTopic } from "../../../../kafka/admin/topic_actions.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { check, KafkaError } from "../../../../kafka/errors.ts";
import type { Sender } from "../../../../kafka/producer/sender.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { letterHeaders } from "./dead_letter.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** Puts records that cannot be processed into the dead letter topics of theirs. */
export class DeadLetters {
  readonly #brokers: Brokers;
  readonly #sender: Sender;
  readonly #topicOf: (source: string) => string;
  /** How many partitions each dead letter topic has; known once it is created. */
  readonly #partitions = new Map<string, number>();

  /** @param topicOf the topic of a source topic's dead letters. */
  constructor(brokers: Brokers, sender: Sender, topicOf: (source: string) => string) {
    this.#brokers = brokers;
    this.#sender = sender;
    this.#topicOf = topicOf;
  }

  /** Writes a record to its dead letter topic, which is created if it is missing. */
  async send(record: KafkaRecord, error: Error): Promise<void> {
    const topic = this.#topicOf(record.topic);
    const partitions = this.#partitions.get(topic) ?? await this.#ensure(topic, record.topic);
    const partition = record.partition % partitions;
    const { key, value } = record;
    const headers = letterHeaders(record, error);
    try {
      await this.#sender.send(topic, [{ partition, key, value, headers }]);
    } catch (sendError) {
      if (!(sendError instanceof SendError) || sendError.verdict !== "record") throw sendError;
      // A record as large as can be has no room for these headers: the value stays where it was.
      headers.push(["dlq-value", "left out, as it is too large"]);
      await this.#sender.send(topic, [{ partition, key, value: null, headers }]);
    }
  }

  /** Creates the topic with as many partitions as its source, unless it is there. */
  async #ensure(topic: string, source: string): Promise<number> {
    const { brokers, topics } = await this.#brokers.metadata([source]);
    try {
      await createTopic(this.#brokers, {
        name: topic,
        partitions: topics[0].partitions.length || 1,
        replicationFactor: Math.min(3, brokers.length),
      });
    } catch (error) {
      if (!(error instanceof KafkaError) || error.code !== "TOPIC_ALREADY_EXISTS") throw error;
    }
    const { topics: [created] } = await this.#brokers.metadata([topic]);
    check(created.errorCode, `find topic ${topic}`);
    this.#partitions.set(topic, created.partitions.length);
    return created.partitions.length;
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#sender.close();
  }
}
