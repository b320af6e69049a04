/**
 * How many partitions the topics have that are written to, as Kafka said last.
 *
 * @module
 */
import { deadline, delay } from "@std/async";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import { isInternalTopic, isTopicName } from "../../../kafka/names.ts";
import { Problem } from "../http/problems/problem.ts";

/** Partition counts by topic. */
export type PartitionCounts = ReadonlyMap<string, number>;

/** From which age on an answer is renewed, and from which on the new one is waited for, in ms. */
const RENEWED_AFTER = 1_000;
const OLD_AFTER = 2_000;

/** How long a new answer is waited for where there is an old one, in ms. */
const PATIENCE = 200;

/** The least time between two questions, in ms. */
const MIN_AGE = 250;

/** How long a topic is asked for that nobody writes to any more, in ms. */
const USED_FOR = 60_000;

/** Asks Kafka for the partition counts of these topics; what it does not know is missing. */
export function fetchPartitionCounts(brokers: Pick<Brokers, "metadata">) {
  return async (names: readonly string[]): Promise<PartitionCounts> => {
    const { topics } = await brokers.metadata(names);
    const found = topics.filter(({ partitions }) => partitions.length > 0);
    return new Map(found.map(({ name, partitions }) => [name, partitions.length]));
  };
}

interface KnownTopic {
  partitions: number;
  /** When it was asked for last, in ms. */
  usedAt: number;
}

/** The topics that can be produced to. */
export class Topics {
  readonly #fetch: (names: readonly string[]) => Promise<PartitionCounts>;
  readonly #known = new Map<string, KnownTopic>();
  /** Not known yet, and to be asked for. */
  readonly #wanted = new Set<string>();
  #fetchedAt = -Infinity;
  /** The question that is under way. */
  #asked: Promise<void> | undefined;
  /** The next question, to which topics can be added. */
  #next: Promise<void> | undefined;

  constructor(fetch: (names: readonly string[]) => Promise<PartitionCounts>) {
    this.#fetch = fetch;
  }

  /** The number of partitions, if it is known and not old. Renews it meanwhile. */
  partitions(topic: string): number | undefined {
    const known = this.#known.get(topic);
    if (known === undefined) return undefined;
    const now = performance.now();
    known.usedAt = now;
    const age = now - this.#fetchedAt;
    if (age > RENEWED_AFTER) this.#renew().catch(() => {});
    return age > OLD_AFTER ? undefined : known.partitions;
  }

  /**
   * The number of partitions of a topic, which may have been created or given more just now.
   *
   * @param least how many it must have, or Kafka is asked once more.
   * @throws {Problem} 404 if there is no such topic, 422 if it is Kafka's own, 503 if Kafka cannot be
   * asked.
   */
  async find(topic: string, least = 1): Promise<number> {
    if (isInternalTopic(topic)) {
      throw new Problem("invalid", `Cannot write to ${topic}: it is Kafka's own topic`);
    }
    if (this.partitions(topic) === undefined) {
      // What is being asked may tell it already.
      const news = this.#known.has(topic) ? this.#renew() : this.#asked;
      if (news !== undefined) await patiently(news);
    }
    const known = this.#known.get(topic)?.partitions;
    if (known !== undefined && known >= least) return known;
    if (known !== undefined) await patiently(this.refresh());
    else if (isTopicName(topic)) {
      this.#wanted.add(topic);
      await this.refresh();
    }
    const found = this.#known.get(topic);
    if (found !== undefined) return found.partitions;
    throw new Problem(
      "noTopic",
      `Cannot find topic ${JSON.stringify(topic)}: create it, or allow this client to see it`,
    );
  }

  /**
   * Asks Kafka anew. Questions at the same time, and soon after another, share one answer.
   *
   * @throws {Problem} 503 if Kafka cannot be asked.
   */
  refresh(): Promise<void> {
    return this.#next ??= this.#ask();
  }

  /** Has an old answer replaced; what is being asked is news enough. */
  #renew(): Promise<void> {
    return this.#asked ?? this.refresh();
  }

  async #ask(): Promise<void> {
    await this.#asked?.catch(() => {});
    const wait = this.#fetchedAt + MIN_AGE - performance.now();
    if (wait > 0) await delay(wait);
    this.#next = undefined;
    await (this.#asked = this.#question().finally(() => this.#asked = undefined));
  }

  async #question(): Promise<void> {
    const now = performance.now();
    const used = [...this.#known].filter(([, { usedAt }]) => now - usedAt < USED_FOR);
    const names = [...new Set([...used.map(([name]) => name), ...this.#wanted])];
    this.#wanted.clear();
    try {
      const counts = await this.#fetch(names);
      this.#take(new Map(used), counts);
    } catch (error) {
      throw new Problem("noKafka", `Cannot reach Kafka: ${(error as Error).message}`, {
        cause: error,
      });
    } finally {
      this.#fetchedAt = performance.now();
    }
  }

  #take(used: ReadonlyMap<string, KnownTopic>, counts: PartitionCounts): void {
    this.#known.clear();
    for (const [name, partitions] of counts) {
      const usedAt = used.get(name)?.usedAt ?? performance.now();
      this.#known.set(name, { partitions, usedAt });
    }
  }
}

/** Waits for an answer; one that does not come, or comes late, leaves what is known. */
function patiently(answer: Promise<void>): Promise<void> {
  return deadline(answer, PATIENCE + MIN_AGE).catch(() => {});
}
