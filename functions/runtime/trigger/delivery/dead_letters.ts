import {
  createTopic,
  type NewTopic,
  validateTopic,
} from "../../../../kafka/admin/topic_actions.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { check, KafkaError } from "../../../../kafka/errors.ts";
import type { Sender } from "../../../../kafka/producer/sender.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { LETTER_HEADERS } from "../../../../kafka/letters/letter_headers.ts";
import { letterHeaders } from "./dead_letter.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** What Kafka says of a record for which there is no room. */
const TOO_LARGE: ReadonlySet<string> = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"]);

/** How long a letter may take to be written, in ms, before its topic is looked for anew. */
const SEND_TIMEOUT = 10_000;

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
    try {
      await this.#write(topic, record.partition % partitions, record, error);
    } catch (writeError) {
      // It may have been deleted, or made again: the next try looks.
      this.#partitions.delete(topic);
      throw writeError;
    }
  }

  async #write(topic: string, partition: number, record: KafkaRecord, error: Error): Promise<void> {
    const { key, value } = record;
    const headers = letterHeaders(record, error);
    try {
      await this.#sender.send(topic, [{ partition, key, value, headers }], SEND_TIMEOUT);
    } catch (sendError) {
      if (!(sendError instanceof SendError) || !TOO_LARGE.has(sendError.code)) throw sendError;
      // A record as large as can be has no room for these headers: the value stays where it was.
      headers.push([LETTER_HEADERS.value, "left out, as it is too large"]);
      await this.#sender.send(topic, [{ partition, key, value: null, headers }], SEND_TIMEOUT);
    }
  }

  /**
   * Looks whether the dead letter topics of these can be had, before there is a letter.
   *
   * @returns why not, of each that cannot: its name may be too long, or be taken.
   * @throws {KafkaError} when Kafka cannot be asked.
   */
  async check(sources: readonly string[]): Promise<string[]> {
    const faults: string[] = [];
    for (const source of sources) {
      try {
        await validateTopic(this.#brokers, await this.#newTopic(source));
      } catch (error) {
        if (!(error instanceof KafkaError) || error.retriable) throw error;
        if (error.code === "TOPIC_ALREADY_EXISTS") continue;
        faults.push(`Cannot put away records of ${source} that fail: ${error.message}`);
      }
    }
    return faults;
  }

  /** Creates the topic, unless it is there. @returns how many partitions it has. */
  async #ensure(topic: string, source: string): Promise<number> {
    try {
      await createTopic(this.#brokers, await this.#newTopic(source));
    } catch (error) {
      if (!(error instanceof KafkaError) || error.code !== "TOPIC_ALREADY_EXISTS") throw error;
    }
    const { topics: [created] } = await this.#brokers.metadata([topic]);
    check(created.errorCode, `find topic ${topic}`);
    this.#partitions.set(topic, created.partitions.length);
    return created.partitions.length;
  }

  /** With as many partitions as its source. */
  async #newTopic(source: string): Promise<NewTopic> {
    const { brokers, topics } = await this.#brokers.metadata([source]);
    return {
      name: this.#topicOf(source),
      partitions: topics[0].partitions.length || 1,
      replicationFactor: Math.min(3, brokers.length),
    };
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#sender.close();
  }
}
