import { delay } from "@std/async";
import { createTopic, deleteTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { deleteGroup } from "../../kafka/admin/groups/reset_offsets.ts";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { hasCode } from "../../kafka/errors.ts";
import { partitionOfKey } from "../../kafka/producer/partitioner/partitioner.ts";
import { committedOffsets } from "../../kafka/consumer/committed_offsets.ts";
import { follow } from "../../kafka/reader/follow.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import type { FunctionStatus } from "../../functions/runtime/own/function_status.ts";
import { readAll } from "../../testing/read_topic.ts";
import type { Passage as Passed } from "../history.ts";
import type { LoadSource } from "./load_source.ts";
import { LoadFunction } from "./load_function.ts";
import { causeOf, toPassed } from "./load_record.ts";

/** What a function that the load passes through is told. */
export interface PassageOptions {
  settings: KafkaSettings;
  /** Closed by whoever has made them. */
  brokers: Brokers;
  /** The load's topic, which the function takes its records from. */
  topic: string;
  partitions: number;
  /** What the function's environment has besides. */
  env?: Readonly<Record<string, string>>;
  /** ms since the run began. */
  clock(): number;
  /** Whether what is committed tells that it goes on, as no function has an output. */
  byCommits?: boolean;
  /** Is told of each record of the output, by the partition of the load that it came of. */
  passed(partition: number, at: number): void;
}

/** How long the function may take for the rest of the load, ms. */
const DRAIN_TIMEOUT = 120_000;

/** A function that the load passes through: in by its topic, out by its output or its dead letters. */
export class Passage implements AsyncDisposable {
  readonly function: LoadFunction;
  readonly source: LoadSource;
  readonly #options: PassageOptions;
  readonly #output: string;
  readonly #ended = new AbortController();
  #following = Promise.resolve();
  /** Letters of a topic that was deleted since. */
  #kept: KafkaRecord[] = [];
  #letterTopic: string | undefined;

  private constructor(source: LoadSource, options: PassageOptions) {
    this.source = source;
    this.#options = options;
    const { settings, topic, env } = options;
    this.#output = `${topic}-${source.name}`;
    const [input] = source.topics;
    this.function = new LoadFunction(source, {
      brokers: settings.brokers,
      suffix: topic,
      env,
      topics: { [input]: topic, ...(source.output && { [source.output]: this.#output }) },
    });
  }

  /** Starts the function, and settles when it takes records. */
  static async open(source: LoadSource, options: PassageOptions): Promise<Passage> {
    const { brokers, topic, partitions } = options;
    if (source.output !== undefined) {
      await createTopic(brokers, {
        name: `${topic}-${source.name}`,
        partitions,
        replicationFactor: 3,
      });
    }
    const passage = new Passage(source, options);
    try {
      await passage.#begin();
    } catch (error) {
      await passage[Symbol.asyncDispose]();
      throw error;
    }
    return passage;
  }

  async #begin(): Promise<void> {
    const { topic } = this.#options;
    const { now } = this.function;
    await now.ready();
    if (this.source.main !== undefined) {
      const query = new URLSearchParams({ topics: topic, group: this.group, from: "earliest" });
      const answer = await now.fetch(`/start_consumer?${query}`, { method: "POST" });
      if (!answer.ok) throw new Error(`Cannot start the consumer: ${await answer.text()}`);
      await answer.body?.cancel();
      this.#letterTopic = `${topic}.dlq`;
    } else {
      const status: FunctionStatus = await (await now.fetch("/status")).json();
      this.#letterTopic = Object.values(status.function.deadLetters)[0] ?? undefined;
    }
    if (this.source.output !== undefined) this.#following = this.#follow();
    else if (this.#options.byCommits) this.#following = this.#followCommits();
  }

  /** The function's name. */
  get name(): string {
    return this.source.name;
  }

  /** Its consumer group. */
  get group(): string {
    return this.function.now.group;
  }

  /** The topic of its dead letters, if it keeps any. */
  get letterTopic(): string | undefined {
    return this.#letterTopic;
  }

  /** The dead letters that there are now. */
  async letters(): Promise<KafkaRecord[]> {
    if (this.#letterTopic === undefined) return [];
    try {
      return await readAll(this.#options.settings, this.#letterTopic);
    } catch (error) {
      if (hasCode(error, "UNKNOWN_TOPIC_OR_PARTITION")) return [];
      throw error;
    }
  }

  /** Keeps the dead letters that there are: their topic is about to be deleted. @returns how many. */
  async keepLetters(): Promise<number> {
    const letters = await this.letters();
    this.#kept.push(...letters);
    return letters.length;
  }

  /** Whether it has an output. */
  get hasOutput(): boolean {
    return this.source.output !== undefined;
  }

  /** Says so, once the function has committed up to these ends, by partition. */
  async isUpTo(ends: readonly number[]): Promise<string | undefined> {
    const committed = new Map(await this.#committed().catch(() => []));
    const isThere = ends.every((end, partition) => (committed.get(partition) ?? 0) >= end);
    return isThere ? `${this.name} has committed all` : undefined;
  }

  /** Settles when the function has committed up to these ends. @throws {Error} when it does not in time. */
  async drained(ends: ReadonlyMap<number, number>): Promise<void> {
    const wanted = Array.from({ length: this.#options.partitions }, (_, p) => ends.get(p) ?? 0);
    const end = performance.now() + DRAIN_TIMEOUT;
    while (await this.isUpTo(wanted) === undefined) {
      if (performance.now() > end) {
        throw new Error(
          `Not within ${DRAIN_TIMEOUT / 1_000} s: ${this.name} has handled the whole load`,
        );
      }
      await delay(250);
    }
  }

  /** What it made of the load, read back. */
  async result(): Promise<Passed> {
    const { settings } = this.#options;
    const letters = [...this.#kept, ...await this.letters()];
    const outputs = this.source.output === undefined
      ? undefined
      : await readAll(settings, this.#output);
    return {
      name: this.name,
      ...(outputs && { outputs: outputs.map(toPassed) }),
      letters: letters.map(toPassed),
      committed: await this.#committed(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    const { group } = this;
    const { ownTopics } = this.function.now;
    await this.function[Symbol.asyncDispose]();
    await this.#following;
    const { brokers } = this.#options;
    // What is left would be in nobody's way.
    const topics = [this.#output, ...this.#letterTopic ? [this.#letterTopic] : [], ...ownTopics];
    await Promise.allSettled([
      deleteGroup(brokers, group),
      ...topics.map((topic) => deleteTopic(brokers, topic)),
    ]);
  }

  async #committed(): Promise<[partition: number, offset: number][]> {
    const { brokers, topic, partitions } = this.#options;
    const all = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
    const committed = await committedOffsets(brokers, this.group, all);
    return [...committed.values()].map(({ partition, offset }) => [partition, offset]);
  }

  /** Tells of the output as it comes. */
  async #follow(): Promise<void> {
    const { settings, partitions, clock, passed } = this.#options;
    const { signal } = this.#ended;
    const next = new Map(Array.from({ length: partitions }, (_, partition) => [partition, 0]));
    while (!signal.aborted) {
      try {
        for await (const records of follow(settings, this.#output, next, signal)) {
          const { partition, offset } = records.at(-1)!;
          next.set(partition, offset + 1);
          const at = clock();
          for (const record of records) {
            passed(partitionOfKey(causeOf(record)?.split(":")[0] ?? "", partitions), at);
          }
        }
      } catch {
        // No broker answers for now.
        await delay(500, { signal }).catch(() => {});
      }
    }
  }

  /** Tells of what is committed as it grows. */
  async #followCommits(): Promise<void> {
    const { clock, passed } = this.#options;
    const { signal } = this.#ended;
    const last = new Map<number, number>();
    while (!signal.aborted) {
      for (const [partition, offset] of await this.#committed().catch(() => [])) {
        if (offset > (last.get(partition) ?? 0)) passed(partition, clock());
        last.set(partition, offset);
      }
      await delay(500, { signal }).catch(() => {});
    }
  }
}
