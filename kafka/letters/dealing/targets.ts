import type { Brokers } from "../../client/brokers.ts";
import { errorName, KafkaError } from "../../errors.ts";
import { isInternalTopic } from "../../names.ts";
import { partitionOfKey } from "../../producer/partitioner/partitioner.ts";
import type { TopicPartition } from "../../topic_partition.ts";
import type { Letter } from "../letter.ts";

/** Why a letter cannot go anywhere. */
export interface NoTarget {
  reason: string;
}

/** Where letters of a topic go: where each comes from, or one topic for all. */
export class Targets {
  readonly #brokers: Brokers;
  readonly #letterTopic: string;
  readonly #to: string | undefined;
  /** How many partitions topics have, or why nothing is written there. */
  readonly #topics = new Map<string, number | NoTarget>();

  constructor(brokers: Brokers, letterTopic: string, to?: string) {
    this.#brokers = brokers;
    this.#letterTopic = letterTopic;
    this.#to = to;
  }

  /** @throws {KafkaError} INVALID_TOPIC_EXCEPTION where all are to go to a topic that cannot be. */
  async check(): Promise<void> {
    if (this.#to === undefined) return;
    const found = await this.#find(this.#to);
    if (typeof found === "number") return;
    const message = `Cannot redrive letters of ${this.#letterTopic}: ${found.reason}`;
    throw new KafkaError("INVALID_TOPIC_EXCEPTION", message);
  }

  /** Where a letter goes, or why it cannot. */
  async of({ record: { key, partition }, source }: Letter): Promise<TopicPartition | NoTarget> {
    const topic = this.#to ?? source?.topic;
    if (topic === undefined) return { reason: "it does not tell which topic it comes from" };
    const count = await this.#find(topic);
    if (typeof count !== "number") return count;
    // In its own topic a record stays in its partition, whoever had chosen it.
    if (source?.topic === topic && source.partition !== undefined && source.partition < count) {
      return { topic, partition: source.partition };
    }
    return { topic, partition: key === null ? partition % count : partitionOfKey(key, count) };
  }

  async #find(topic: string): Promise<number | NoTarget> {
    const known = this.#topics.get(topic) ?? await this.#lookUp(topic);
    this.#topics.set(topic, known);
    return known;
  }

  async #lookUp(topic: string): Promise<number | NoTarget> {
    if (topic === this.#letterTopic) return { reason: `${topic} is where it lies` };
    if (isInternalTopic(topic)) return { reason: `only Kafka itself writes to ${topic}` };
    const { topics: [found] } = await this.#brokers.metadata([topic]);
    const name = errorName(found.errorCode);
    if (name === undefined) return found.partitions.length;
    if (name === UNKNOWN) return { reason: `there is no topic ${topic}` };
    const error = new KafkaError(name, `Cannot find topic ${topic}: ${name}`);
    // What passes by itself is no reason to leave letters behind.
    if (error.retriable) throw error;
    return { reason: error.message };
  }
}

const UNKNOWN = "UNKNOWN_TOPIC_OR_PARTITION";
