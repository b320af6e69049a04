import {
  createTopic,
  type NewTopic,
  validateTopic,
} from "../../../../kafka/admin/topics/topic_actions.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { check, hasCode, KafkaError } from "../../../../kafka/errors.ts";
import type { Sender } from "../../../../kafka/producer/sender.ts";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import { LETTER_HEADERS } from "../../../../kafka/letters/letter_headers.ts";
import { partitionName } from "../../../../kafka/topic_partition.ts";
import { letterHeaders, topicOfLetter } from "./dead_letter.ts";
import type { Letter, LetterBox } from "../delivery/delivery_options.ts";
import { LetterLane } from "./letter_lane.ts";

/** What Kafka says of a record for which there is no room. */
const TOO_LARGE: ReadonlySet<string> = new Set(["MESSAGE_TOO_LARGE", "RECORD_LIST_TOO_LARGE"]);

/** How long a letter may take to be written, in ms, before its topic is looked for anew. */
const SEND_TIMEOUT = 10_000;

/** Options of {@linkcode DeadLetters}. */
export interface DeadLettersOptions {
  brokers: Brokers;
  /** Closed with this. */
  sender: Sender;
  /** The function's name. */
  name: string;
  /** The topic of a source topic's dead letters; `undefined`: they are not kept. */
  topicOf(source: string): string | undefined;
}

/** Puts records that cannot be processed into the dead letter topics of theirs. */
export class DeadLetters implements LetterBox {
  readonly #options: DeadLettersOptions;
  /** How many partitions each dead letter topic has; known once it is created. */
  readonly #partitions = new Map<string, number>();
  readonly #lanes = new Map<string, LetterLane>();

  constructor(options: DeadLettersOptions) {
    this.#options = options;
  }

  takes(source: string): boolean {
    return this.#options.topicOf(source) !== undefined;
  }

  /** Writes a record to its dead letter topic, which is created if it is missing. */
  async send(letter: Letter): Promise<void> {
    const { record } = letter;
    const letters = this.#options.topicOf(record.topic);
    if (letters === undefined) return;
    const topic = topicOfLetter(record, letters);
    const partitions = this.#partitions.get(topic) ?? await this.#ensure(topic, record.topic);
    const partition = record.partition % partitions;
    const name = partitionName({ topic, partition });
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = new LetterLane((letters) => this.#write(topic, partition, letters));
      this.#lanes.set(name, lane);
    }
    try {
      await lane.send(letter);
    } catch (writeError) {
      // It may have been deleted, or made again: the next try looks.
      this.#partitions.delete(topic);
      throw writeError;
    }
  }

  async #write(topic: string, partition: number, letters: readonly Letter[]): Promise<void> {
    const { sender, name } = this.#options;
    const records = letters.map((letter) => {
      const { key, value } = letter.record;
      return { partition, key, value, headers: letterHeaders(letter, name) };
    });
    try {
      await sender.send(topic, records, SEND_TIMEOUT);
    } catch (sendError) {
      const isTooLarge = sendError instanceof SendError && TOO_LARGE.has(sendError.code);
      if (!isTooLarge || letters.length > 1) throw sendError;
      // A record as large as can be has no room for these headers: the value stays where it was.
      const [{ key, headers }] = records;
      headers.push([LETTER_HEADERS.value, "left out, as it is too large"]);
      await sender.send(topic, [{ partition, key, value: null, headers }], SEND_TIMEOUT);
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
      const topic = this.#options.topicOf(source);
      if (topic === undefined) continue;
      try {
        await validateTopic(this.#options.brokers, await this.#newTopic(topic, source));
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
    const { brokers } = this.#options;
    try {
      await createTopic(brokers, await this.#newTopic(topic, source));
    } catch (error) {
      if (!hasCode(error, "TOPIC_ALREADY_EXISTS")) throw error;
    }
    const { topics: [created] } = await brokers.metadata([topic]);
    check(created.errorCode, `find topic ${topic}`);
    this.#partitions.set(topic, created.partitions.length);
    return created.partitions.length;
  }

  /** With as many partitions as its source. */
  async #newTopic(name: string, source: string): Promise<NewTopic> {
    const { brokers, topics } = await this.#options.brokers.metadata([source]);
    return {
      name,
      partitions: topics[0].partitions.length || 1,
      replicationFactor: Math.min(3, brokers.length),
    };
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#options.sender.close();
  }
}
