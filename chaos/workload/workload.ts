import { delay } from "@std/async";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { createTopic, deleteTopic } from "../../kafka/admin/topics/topic_actions.ts";
import { deleteGroup } from "../../kafka/admin/groups/reset_offsets.ts";
import type { ConsumerEvent, Sent } from "../history.ts";
import { ClusterWatch } from "./cluster_watch.ts";
import { LoadConsumer } from "./load_consumer.ts";
import { LoadProducer, MAX_BATCH } from "./load_producer.ts";
import type { Delivery } from "./delivery.ts";
import { HttpDelivery } from "./http_delivery.ts";
import { KafkaDelivery } from "./kafka_delivery.ts";
import type { LoadFunction } from "./load_function.ts";
import { type FunctionsOfLoad, LoadFunctions } from "./load_functions.ts";
import type { Passage } from "./passage.ts";
import { Progress } from "./progress.ts";
import type { Sample } from "./sample.ts";

/** How much load there is. */
export interface LoadSize {
  producers: number;
  consumers: number;
  partitions: number;
  /** Records a second, of all producers. */
  rate: number;
}

/** What the load passes through besides Kafka. */
export interface LoadPath extends FunctionsOfLoad {
  /** Whether producers post to the producer function, and not to Kafka. */
  isHttp?: boolean;
  /** How producers and members reach the brokers, where the run itself reaches them otherwise. */
  clients?: KafkaSettings;
}

/** A function has passed a record on. */
export interface PassedEvent {
  /** The partition of the load that the record came of. */
  partition: number;
  /** ms since the run began. */
  at: number;
}

/** The pause between two batches of a producer and partition, ms. */
const BATCH_INTERVAL = 100;

/** For how long a send is tried before nobody knows what became of it, ms. */
const DELIVERY_TIMEOUT = 20_000;

/** How often a sample is taken, ms. */
const SAMPLE_INTERVAL = 250;

/** How long the group may take for the first assignment, and for the rest of the log, ms. */
const JOIN_TIMEOUT = 60_000;
const DRAIN_TIMEOUT = 90_000;

/** The load of one run: a topic of its own, producers, a group, and all that they saw. */
export class Workload implements AsyncDisposable {
  readonly topic: string;
  readonly passed: PassedEvent[] = [];
  /** Whether records that functions fail with are left out for now. */
  isSparing = false;
  /** When the producers were stopped: ms since the run began. */
  producedUntil = Infinity;
  readonly #settings: KafkaSettings;
  readonly #clients: KafkaSettings;
  readonly #size: LoadSize;
  readonly #path: LoadPath;
  readonly #functions: LoadFunctions;
  readonly #brokers: Brokers;
  readonly #began = performance.now();
  readonly #consumers: LoadConsumer[] = [];
  readonly #ended = new AbortController();
  readonly #progress: Progress;
  #producers: LoadProducer[] = [];
  #watch: ClusterWatch | undefined;
  #sampling = Promise.resolve();
  #members = 0;

  /** @param name what the topic begins with. */
  constructor(settings: KafkaSettings, name: string, size: LoadSize, path: LoadPath = {}) {
    this.#settings = settings;
    this.#clients = path.clients ?? settings;
    this.#size = size;
    this.#path = path;
    this.#brokers = new Brokers(settings);
    this.topic = `chaos-${name}-${crypto.randomUUID().slice(0, 8)}`;
    this.#progress = new Progress(size.partitions);
    const { beside = [], isHttp } = path;
    const functions = {
      ...path,
      beside: [...new Set([...beside, ...isHttp ? ["producer"] as const : []])],
    };
    this.#functions = new LoadFunctions(functions, {
      settings,
      brokers: this.#brokers,
      topic: this.topic,
      partitions: size.partitions,
      clock: this.clock,
      passed: (partition, at) => void this.passed.push({ partition, at }),
    });
  }

  /** ms since the run began. */
  readonly clock = (): number => performance.now() - this.#began;

  /** What became of each record that was sent. */
  get sent(): readonly Sent[] {
    return this.#progress.sent;
  }

  /** What members of the group saw. */
  get consumed(): readonly ConsumerEvent[] {
    return this.#progress.consumed;
  }

  /** The timeline. */
  get samples(): readonly Sample[] {
    return this.#progress.samples;
  }

  /** The members of the group that live. */
  get consumers(): readonly LoadConsumer[] {
    return this.#consumers;
  }

  /** The functions that the load passes through. */
  get passages(): readonly Passage[] {
    return this.#functions.passages;
  }

  /** All functions that run for the load. */
  get functions(): readonly LoadFunction[] {
    return this.#functions.all;
  }

  /** One of them. @throws {Error} when it does not run. */
  functionNamed(name: string): LoadFunction {
    const found = this.functions.find(({ source }) => source.name === name);
    if (found !== undefined) return found;
    throw new Error(`Cannot break ${name}: the load has nothing to do with it`);
  }

  /** Takes records of others for a part of the load. */
  note(sent: readonly Sent[]): void {
    this.#progress.settled(sent);
  }

  /** Has producers send what is rejected among what is good, for so many ms. */
  rejectFor(ms: number): void {
    for (const producer of this.#producers) producer.rejectUntil(this.clock() + ms);
  }

  /** The topic as the brokers told last. */
  get cluster(): ClusterWatch["now"] {
    return this.#watch?.now;
  }

  /** Up to where each partition was acknowledged so far. */
  get acknowledgedUpTo(): readonly number[] {
    return this.#progress.acknowledgedUpTo;
  }

  /** Says so, once all that producers had begun to send by then is settled: they go on one by one. */
  hasSettled(since: number): string | undefined {
    const { producers, partitions } = this.#size;
    const later = new Set<string>();
    for (let i = this.sent.length - 1; i >= 0 && this.sent[i].settledAt >= since; i--) {
      const { key, partition, sentAt } = this.sent[i];
      if (sentAt >= since) later.add(`${key.split("-")[0]} ${partition}`);
    }
    return later.size === producers * partitions ? "all that was under way is settled" : undefined;
  }

  /** How many partitions the topic has. */
  get partitions(): number {
    return this.#size.partitions;
  }

  /** Makes the topic, and begins: settles when each partition was written, and the group has them all. */
  async start(): Promise<void> {
    const { producers, consumers, partitions, rate } = this.#size;
    await createTopic(this.#brokers, {
      name: this.topic,
      partitions,
      replicationFactor: 3,
      config: {
        "min.insync.replicas": "2",
        "max.message.bytes": `${MAX_BATCH}`,
        // Kafka would take records of the distant past for expired.
        "retention.ms": "-1",
      },
    });
    this.#watch = new ClusterWatch(this.#settings, this.topic);
    for (let n = 0; n < consumers; n++) this.addConsumer();
    await this.#functions.start();
    const templates = this.#path.through?.flatMap(({ templates = [] }) => templates) ?? [];
    const batch = Math.max(1, Math.round(rate * BATCH_INTERVAL / 1_000 / producers / partitions));
    this.#producers = Array.from({ length: producers }, (_, n) =>
      new LoadProducer({
        name: `p${n}`,
        delivery: this.#delivery(`${this.topic}-p${n}`),
        topic: this.topic,
        partitions,
        isSpread: this.#path.isHttp ?? false,
        batch,
        interval: BATCH_INTERVAL,
        timeout: DELIVERY_TIMEOUT,
        templates,
        hasFailing: () => this.passages.length > 0 && !this.isSparing,
        clock: this.clock,
        settled: (sent) => this.#progress.settled(sent),
      }));
    for (const producer of this.#producers) producer.start();
    this.#sampling = this.#sample();
    const isFlowing = () => this.#progress.polledUpTo.every((offset) => offset > 0);
    await this.#until("records flow through each partition", isFlowing, JOIN_TIMEOUT);
  }

  /** Starts one more member of the group. */
  addConsumer(): LoadConsumer {
    const consumer = new LoadConsumer({
      name: `c${this.#members++}`,
      brokers: this.#clients.brokers,
      topic: this.topic,
      group: this.topic,
      clock: this.clock,
      saw: (event) => this.#progress.saw(event),
    });
    this.#consumers.push(consumer);
    return consumer;
  }

  /** Takes a member off the list of those that live; it is ended by the caller. */
  forget(consumer: LoadConsumer): void {
    this.#consumers.splice(this.#consumers.indexOf(consumer), 1);
  }

  /** Ends the producers: settles when the outcome of each send is known, or known to be unknown. */
  async stopProducing(): Promise<void> {
    this.producedUntil = Math.min(this.producedUntil, this.clock());
    await Promise.all(this.#producers.splice(0).map((producer) => producer.stop()));
  }

  #delivery(source: string): Delivery {
    if (!this.#path.isHttp) return new KafkaDelivery(this.#clients, source);
    return new HttpDelivery(() => this.functionNamed("producer").now.url);
  }

  /** Settles when the group and the functions have read up to these ends. @throws {Error} when it does not in time. */
  async drained(ends: ReadonlyMap<number, number>): Promise<void> {
    await Promise.all([this.#groupDrained(ends), this.#functions.drained(ends)]);
  }

  async #groupDrained(ends: ReadonlyMap<number, number>): Promise<void> {
    const isDrained = () =>
      [...ends].every(([partition, end]) => this.#progress.polledUpTo[partition] >= end);
    await this.#until("the group has read the whole log", isDrained, DRAIN_TIMEOUT);
  }

  /** Ends the group's members and the timeline. */
  async stopConsuming(): Promise<void> {
    await Promise.all(this.#consumers.splice(0).map((consumer) => consumer.stop()));
    this.#ended.abort();
    await this.#sampling;
    await this.#watch?.[Symbol.asyncDispose]();
  }

  /** Ends all of it, and removes the topic and the group. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopProducing();
    await this.stopConsuming();
    await this.#functions[Symbol.asyncDispose]();
    // What is left would be in nobody's way.
    await deleteGroup(this.#brokers, this.topic).catch(() => {});
    const known = await this.#brokers.metadata(null).then(({ topics }) => topics, () => []);
    const own = known.map(({ name }) => name).filter((name) => name.includes(this.topic));
    for (const topic of own) await deleteTopic(this.#brokers, topic).catch(() => {});
    await this.#brokers.close();
  }

  async #sample(): Promise<void> {
    const { signal } = this.#ended;
    this.#progress.beginSamples(this.clock());
    while (!signal.aborted) {
      await delay(SAMPLE_INTERVAL, { signal }).catch(() => {});
      this.#progress.sample(this.clock(), this.cluster);
    }
  }

  async #until(what: string, isSo: () => boolean, timeout: number): Promise<void> {
    const end = performance.now() + timeout;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`Not within ${timeout / 1_000} s: ${what}`);
      await delay(100);
    }
  }
}
