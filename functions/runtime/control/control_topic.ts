/**
 * The control topic: one compacted partition, created where it is missing.
 *
 * @module
 */
import { createTopic, type NewTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { hasCode } from "../../../kafka/errors.ts";
import { Sender } from "../../../kafka/producer/sender.ts";
import type { Fetched } from "../../../kafka/reader/fetch_records.ts";
import { PartitionReader } from "../../../kafka/reader/partition_reader.ts";

/** What {@linkcode ControlTopic} needs of Kafka. */
export interface ControlTopicOptions {
  topic: string;
  reader: Pick<PartitionReader, "logs" | "read" | "close">;
  sender: Pick<Sender, "send" | "close">;
  create(topic: NewTopic): Promise<void>;
}

/** How long a record may take to be written, in ms. */
const WRITE_TIMEOUT = 10_000;

/** How long a broker waits for news, in ms, and how many bytes of them it sends. */
const FETCH = { maxWaitMs: 500, maxBytes: 1_048_576, maxPartitionBytes: 1_048_576 };

/** Reads, writes and creates the control topic. */
export class ControlTopic {
  readonly #options: ControlTopicOptions;

  constructor(options: ControlTopicOptions) {
    this.#options = options;
  }

  /** Its name. */
  get name(): string {
    return this.#options.topic;
  }

  /** Where its log ends; one that is missing is created. @throws {Error} where it has no leader. */
  async end(): Promise<number> {
    const { reader } = this.#options;
    const logs = await reader.logs().catch(async (error) => {
      if (!hasCode(error, "UNKNOWN_TOPIC_OR_PARTITION")) throw error;
      await this.#create();
      return await reader.logs();
    });
    const log = logs.get(0);
    if (log === undefined) throw new Error("it has no leader");
    return log.end;
  }

  /** What follows an offset, now or soon. @throws {KafkaError} as {@linkcode PartitionReader}'s. */
  read(offset: number): Promise<Fetched[]> {
    return this.#options.reader.read(new Map([[0, offset]]), FETCH);
  }

  /** Writes a record; `null` forgets the key. @returns its offset. @throws {SendError} */
  async write(key: string, value: string | null): Promise<number> {
    const { topic, sender } = this.#options;
    return Number(await sender.send(topic, [{ key, value, partition: 0 }], WRITE_TIMEOUT));
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    const { reader, sender } = this.#options;
    await Promise.all([sender.close(), reader.close()]);
  }

  /**
   * Creates it, with the cluster's default replication (KIP-464). While too few brokers are up for
   * that, Kafka refuses, and the caller tries again: a topic that is created in haste, beside brokers
   * that are only starting, would keep too few replicas for good.
   */
  async #create(): Promise<void> {
    const { topic, create } = this.#options;
    try {
      await create({ name: topic, partitions: 1, config: { "cleanup.policy": "compact" } });
    } catch (error) {
      // Another function was faster.
      if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
    }
  }
}

/** The control topic of a cluster, over connections of its own; it is created over the brokers'. */
export function controlTopic(settings: KafkaSettings, brokers: Brokers, topic: string) {
  return new ControlTopic({
    topic,
    reader: new PartitionReader(settings, topic),
    sender: new Sender(new Brokers(settings)),
    create: (topic) => createTopic(brokers, topic),
  });
}
