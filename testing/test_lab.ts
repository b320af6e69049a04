import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Brokers } from "../kafka/client/brokers.ts";
import type { KafkaSettings } from "../kafka/client/settings.ts";
import { createTopic, deleteTopic } from "../kafka/admin/topics/topic_actions.ts";
import { deleteGroup } from "../kafka/admin/groups/reset_offsets.ts";
import { functionSource } from "../cluster/own/function_sources.ts";
import { labKafka } from "../cluster/lab_kafka.ts";
import type { OutputRecord, Receipt } from "../functions/runtime/define/records.ts";
import { buildOutputs, type FunctionOutputs } from "../functions/runtime/own/function_outputs.ts";
import { toOutgoing } from "../functions/runtime/own/output/outgoing.ts";
import { killNode, untilReady } from "./lab_nodes.ts";
import { type ConsumeOptions, firstRecords, type TestRecord } from "./read_topic.ts";
import { RunningFunction, type RunOptions } from "./running_function.ts";
import type { RunningLab } from "./shared_lab.ts";
import { TestTopic } from "./test_topic.ts";
import { type Counts, topicLedger } from "./topic_ledger.ts";

/** A topic to make for a test. */
export interface TopicOptions {
  /** What its name begins with, for those who read logs. */
  name?: string;
  /** 1 unless it says otherwise. */
  partitions?: number;
  /** Settings, such as `cleanup.policy`. */
  config?: Record<string, string>;
}

/**
 * A test's share of a lab: topics, groups and functions of its own. They go when it is disposed of; the
 * lab stays for the next test.
 */
export class TestLab implements AsyncDisposable {
  /** Where the brokers are, for any Kafka client: `host:port` each. */
  readonly brokers: readonly string[];
  readonly #lab: RunningLab;
  readonly #settings: KafkaSettings;
  readonly #connections: Brokers;
  readonly #id = crypto.randomUUID().slice(0, 8);
  readonly #topics = new Set<string>();
  readonly #functions: RunningFunction[] = [];
  #outputs: FunctionOutputs | undefined;
  #isBroken = false;

  /** @param lab one that is up. */
  constructor(lab: RunningLab) {
    this.#lab = lab;
    this.#settings = labKafka(lab.topology);
    this.#connections = new Brokers(this.#settings);
    this.brokers = this.#settings.brokers;
  }

  /**
   * Makes a topic, replicated to three brokers, with a name that no other test has.
   *
   * @throws {KafkaError} for settings that cannot be.
   */
  async topic({ name = "test", partitions = 1, config }: TopicOptions = {}): Promise<TestTopic> {
    const unique = `${name}-${this.#id}-${this.#topics.size}`;
    await createTopic(this.#connections, { name: unique, partitions, config });
    this.#topics.add(unique);
    return new TestTopic(unique, this);
  }

  /** Writes records to a topic, and tells where each was written, once all are acknowledged. */
  produce(topic: string, records: readonly OutputRecord[]): Promise<Receipt[]> {
    this.#outputs ??= buildOutputs("test", {
      settings: this.#settings,
      brokers: this.#connections,
    });
    const outgoing = records.map((record, index) => toOutgoing(record, topic, `record ${index}`));
    return this.#outputs.writer.write(outgoing);
  }

  /**
   * The first records of a topic, once there are as many.
   *
   * @throws {Error} that says what was there, when they do not come in time.
   */
  consume(topic: string, options: ConsumeOptions): Promise<TestRecord[]> {
    return firstRecords(this.#settings, topic, options);
  }

  /** What was lost, duplicated and reordered on the way into a topic, of all that is there now. */
  ledger(topic: string): Promise<Counts> {
    return topicLedger(this.#settings, topic);
  }

  /**
   * Runs a function, in a process of its own, until this is disposed of; it has its partitions when this
   * settles.
   *
   * @param url of its `function.ts`: `new URL("./function.ts", import.meta.url)`.
   * @throws {Error} with what it said, when it does not start.
   */
  async run(url: URL | string, options: RunOptions = {}): Promise<RunningFunction> {
    const path = dirname(fileURLToPath(url));
    const source = await functionSource({ name: basename(path), path });
    const running = new RunningFunction(source, {
      ...options,
      brokers: this.brokers,
      suffix: `${this.#id}-${this.#functions.length}`,
    });
    this.#functions.push(running);
    await running.ready();
    return running;
  }

  /**
   * Ends a node without grace (SIGKILL), such as `kafka2` or `zoo1`. It is started again; the lab is whole
   * again before the next test.
   *
   * @throws {Error} when there is no such node, or it does not run.
   */
  async kill(node: string): Promise<void> {
    this.#isBroken = true;
    await killNode(this.#lab, node);
  }

  /** Settles when the lab is ready: a quorum, and every broker and replica in sync. */
  async ready(): Promise<void> {
    await untilReady(this.#lab);
    this.#isBroken = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#functions.map((running) => running[Symbol.asyncDispose]()));
    if (this.#isBroken) await this.ready();
    await this.#outputs?.close();
    const groups = this.#functions.map(({ group }) => group);
    const topics = [...this.#topics, ...this.#functions.flatMap(({ ownTopics }) => ownTopics)];
    // What is left would be in nobody's way: its names are this test's alone.
    await Promise.allSettled([
      ...groups.map((group) => deleteGroup(this.#connections, group)),
      ...topics.map((topic) => deleteTopic(this.#connections, topic)),
    ]);
    await this.#connections.close();
  }
}
