/**
 * Asks at intervals where the partitions' logs end: one request a leader.
 *
 * @module
 */
import { delay } from "@std/async";
import { inTurns } from "../../../kafka/in_turns.ts";
import type { OffsetsByPartition } from "../../../kafka/reader/log_offsets.ts";
import { partitionName } from "../../../kafka/topic_partition.ts";
import type { Topic, WatchedKafka } from "./watched_kafka.ts";
import type { Log } from "../logging/log.ts";
import type { Storage } from "../storage/storage.ts";

/** Options of {@linkcode LogEndPoller}. */
export interface LogEndPollerOptions {
  kafka: Pick<WatchedKafka, "topics" | "logEnds">;
  storage: Storage;
  log: Log;
  /** Whether all commits are read, so that a partition without one is known to have none. */
  countsUncommitted: boolean;
  /** How often the logs are looked at, and how often the list of topics, in ms. */
  offsetRefreshMs: number;
  topicRefreshMs: number;
}

/** How soon the first look is tried again, in ms. */
const RETRY_PAUSE = 500;

/** How long the first look waits for a log whose leader does not answer, in ms. */
const FIRST_LOOK_TIMEOUT = 10_000;

/** Keeps the storage's log ends up to date. */
export class LogEndPoller {
  readonly #options: LogEndPollerOptions;
  readonly #stopped = new AbortController();
  readonly #known = Promise.withResolvers<void>();
  #topics: Topic[] = [];
  #topicsAt = -Infinity;
  /** What was missing at the last look at topics: their names, and those of partitions. */
  #missing = { topics: new Set<string>(), partitions: new Set<string>() };
  #reason: string | undefined = "Cannot say yet where logs end: they are being looked at";

  constructor(options: LogEndPollerOptions) {
    this.#options = options;
  }

  /** Why the last look failed, or `undefined` if it did not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Resolves once every log has been looked at that can be seen. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /** Looks until {@linkcode stop}, through any failure of Kafka's. */
  async run(): Promise<void> {
    const { signal } = this.#stopped;
    const hurry = performance.now() + FIRST_LOOK_TIMEOUT;
    let isKnown = false;
    while (!signal.aborted) {
      const begun = performance.now();
      const isComplete = await this.look();
      isKnown ||= isComplete || (this.#reason === undefined && begun > hurry);
      if (isKnown) this.#known.resolve();
      const wait = isKnown ? this.#options.offsetRefreshMs : RETRY_PAUSE;
      await delay(begun + wait - performance.now(), { signal }).catch(() => {});
    }
  }

  /** Looks once. @returns whether every log was seen that has a leader. */
  async look(): Promise<boolean> {
    const { kafka, storage, log, topicRefreshMs, countsUncommitted } = this.#options;
    try {
      const isDue = performance.now() - this.#topicsAt >= topicRefreshMs;
      // A topic that was made a moment ago is committed before it is listed here.
      if (isDue || storage.unknownPartitions.length > 0) await this.#refreshTopics();
      const led = this.#topics.flatMap(({ partitions }) => partitions)
        .filter(({ leader }) => leader >= 0);
      const [starts, ends] = await Promise.all([
        countsUncommitted ? kafka.logEnds(led, "start") : undefined,
        kafka.logEnds(led, "stable"),
      ]);
      await inTurns(starts ?? [], ([topic, offsets]) => {
        for (const [partition, start] of offsets) storage.addLogStart(topic, partition, start);
      });
      const isComplete = await this.#store(ends) === led.length;
      // A partition that another broker leads now is found with new metadata.
      if (!isComplete) this.#topicsAt = -Infinity;
      this.#reason = undefined;
      return isComplete;
    } catch (error) {
      const { message } = error as Error;
      this.#topicsAt = -Infinity;
      log[message === this.#reason ? "debug" : "warn"]("failed to fetch metadata", {
        error: message,
      });
      this.#reason = message;
      return false;
    }
  }

  /** Stops looking. */
  stop(): void {
    this.#stopped.abort();
  }

  async #refreshTopics(): Promise<void> {
    const { kafka, storage, log } = this.#options;
    this.#topics = await kafka.topics();
    this.#topicsAt = performance.now();
    const names = new Set(this.#topics.map(({ name }) => name));
    const partitions = new Set(
      this.#topics.flatMap((topic) => topic.partitions.map(partitionName)),
    );
    const missing = {
      topics: new Set(storage.topics.filter((topic) => !names.has(topic))),
      partitions: new Set(storage.unknownPartitions.filter((name) => !partitions.has(name))),
    };
    // A broker that has just started knows of no topics yet: they must be missing twice.
    for (const topic of missing.topics.intersection(this.#missing.topics)) {
      log.info("topic deleted", { topic });
      storage.deleteTopic(topic);
    }
    for (const partition of missing.partitions.intersection(this.#missing.partitions)) {
      storage.dropWaiting(partition);
    }
    this.#missing = missing;
  }

  /** @returns how many there are. */
  async #store(ends: OffsetsByPartition): Promise<number> {
    const { storage, log } = this.#options;
    let count = 0;
    await inTurns(this.#topics, ({ name, partitions }) => {
      for (const { partition, leader } of partitions) {
        const end = ends.get(name)?.get(partition);
        if (end === undefined) {
          log.debug("no offset", { topic: name, partition, broker: leader });
        } else {
          storage.addLogEnd(name, partition, partitions.length, end);
          count++;
        }
      }
    });
    return count;
  }
}
