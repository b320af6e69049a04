import { createTopic } from "../../../../kafka/admin/topics/topic_actions.ts";
import { Brokers } from "../../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../../kafka/client/settings.ts";
import { hasCode, KafkaError } from "../../../../kafka/errors.ts";
import { Sender } from "../../../../kafka/producer/sender.ts";
import { PartitionReader } from "../../../../kafka/reader/partition_reader.ts";

/** Where the charts' past is kept. */
export interface HistoryStore {
  /** What was written since a time, in ms, oldest first. */
  read(sinceMs: number): AsyncIterable<Uint8Array>;
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * The settings of the topic. Kafka forgets what is two hours old, by whole segments of half an hour. With a record a minute that are
 * some megabytes; it is no more than 64 MiB in any case.
 */
export const HISTORY_CONFIG = {
  "cleanup.policy": "delete",
  "retention.ms": `${2 * 60 * 60_000}`,
  "segment.ms": `${30 * 60_000}`,
  "retention.bytes": `${64 * 1024 * 1024}`,
  "segment.bytes": `${16 * 1024 * 1024}`,
};

/** How long a record may take to be written, in ms. */
const WRITE_TIMEOUT = 5_000;

const FETCH = { maxWaitMs: 100, maxBytes: 4 * 1024 * 1024, maxPartitionBytes: 4 * 1024 * 1024 };

/** The past in a topic of one partition, which is made when there is something to keep. */
export class HistoryTopic implements HistoryStore {
  readonly #name: string;
  readonly #brokers: Brokers;
  readonly #reader: PartitionReader;
  readonly #sender: Sender;
  #isThere = false;

  constructor(settings: KafkaSettings, name: string) {
    this.#name = name;
    this.#brokers = new Brokers(settings);
    this.#reader = new PartitionReader(settings, name);
    this.#sender = new Sender(new Brokers(settings));
  }

  /** @throws {KafkaError} UNREACHABLE. */
  async *read(sinceMs: number): AsyncGenerator<Uint8Array> {
    if (!await this.#exists()) return;
    const [starts, logs] = await Promise.all([
      this.#reader.offsetsAt(sinceMs),
      this.#reader.logs(),
    ]);
    const end = logs.get(0)?.end;
    let position = starts.get(0);
    if (position === undefined || end === undefined) {
      throw new KafkaError("LEADER_NOT_AVAILABLE", `${this.#name} has no leader`);
    }
    while (position >= 0 && position < end) {
      const answers = await this.#reader.read(new Map([[0, position]]), FETCH);
      for (const { records, next } of answers) {
        for (const { value } of records) if (value !== null) yield value;
        position = next;
      }
    }
  }

  /** @throws {KafkaError | SendError} where it cannot be made or written to. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#isThere ||= await this.#exists();
    if (!this.#isThere) {
      await this.#create();
      this.#isThere = true;
    }
    try {
      const record = { key: null, value: bytes, partition: 0 };
      await this.#sender.send(this.#name, [record], WRITE_TIMEOUT);
    } catch (error) {
      // Somebody may have deleted it.
      this.#isThere = false;
      throw error;
    }
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await Promise.all([this.#sender.close(), this.#reader.close(), this.#brokers.close()]);
  }

  async #exists(): Promise<boolean> {
    const { topics: [topic] } = await this.#brokers.metadata([this.#name]);
    return topic?.errorCode === 0;
  }

  async #create(): Promise<void> {
    try {
      await createTopic(this.#brokers, { name: this.#name, partitions: 1, config: HISTORY_CONFIG });
    } catch (error) {
      // Another console was faster.
      if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
    }
  }
}
