/**
 * How many partitions each topic has, as Kafka said last. It is asked for all topics at once, so that
 * requests for topics that do not exist neither create them nor cost Kafka a question each.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Brokers } from "../../kafka/client/brokers.ts";
import { Problem } from "../runtime/http/problem.ts";

/** Partition counts by topic. */
export type PartitionCounts = ReadonlyMap<string, number>;

/** The age at which the answer is renewed, in ms, as topics can be given more partitions. */
const MAX_AGE = 60_000;

/** The least time between two questions, in ms. */
const MIN_AGE = 250;

/** Asks Kafka for the partition counts of all topics. */
export function fetchPartitionCounts(brokers: Brokers): () => Promise<PartitionCounts> {
  return async () => {
    const { topics } = await brokers.metadata(null);
    return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
  };
}

/** The topics that can be produced to. */
export class Topics {
  readonly #fetch: () => Promise<PartitionCounts>;
  #counts: PartitionCounts = new Map();
  #fetchedAt = -Infinity;
  #fetching: Promise<void> | undefined;

  constructor(fetch: () => Promise<PartitionCounts>) {
    this.#fetch = fetch;
  }

  /** The number of partitions, if the topic is known already. Renews an old answer meanwhile. */
  partitions(topic: string): number | undefined {
    if (performance.now() - this.#fetchedAt > MAX_AGE) this.refresh().catch(() => {});
    return this.#counts.get(topic);
  }

  /**
   * The number of partitions of a topic, which may have been created just now.
   *
   * @throws {Problem} 404 if there is no such topic, 503 if Kafka cannot be asked.
   */
  async find(topic: string): Promise<number> {
    const known = this.partitions(topic);
    if (known !== undefined) return known;
    await this.refresh();
    const found = this.#counts.get(topic);
    if (found === undefined) {
      throw new Problem(
        "noTopic",
        `Cannot find topic ${JSON.stringify(topic)}: create it, or allow this client to see it`,
      );
    }
    return found;
  }

  /**
   * Asks Kafka anew. Questions at the same time, and soon after another, share one answer.
   *
   * @throws {Problem} 503 if Kafka cannot be asked.
   */
  refresh(): Promise<void> {
    return this.#fetching ??= this.#ask().finally(() => this.#fetching = undefined);
  }

  async #ask(): Promise<void> {
    const wait = this.#fetchedAt + MIN_AGE - performance.now();
    if (wait > 0) await delay(wait);
    try {
      this.#counts = await this.#fetch();
    } catch (error) {
      throw new Problem("noKafka", `Cannot reach Kafka: ${(error as Error).message}`, {
        cause: error,
      });
    } finally {
      this.#fetchedAt = performance.now();
    }
  }
}
