import { deadline, delay } from "@std/async";
import { Brokers } from "../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import type { ClusterSample } from "./sample.ts";

/** How often the brokers are asked, and how long an answer may take, ms. */
const INTERVAL = 200;
const TIMEOUT = 3_000;

/** Watches a topic by what the brokers tell, on connections of its own. */
export class ClusterWatch implements AsyncDisposable {
  readonly #brokers: Brokers;
  readonly #topic: string;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #now: ClusterSample | undefined;

  constructor(settings: KafkaSettings, topic: string) {
    this.#brokers = new Brokers(settings);
    this.#topic = topic;
    this.#watching = this.#watch();
  }

  /** What was told last; `undefined` while nobody tells. */
  get now(): ClusterSample | undefined {
    return this.#now;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#brokers.close();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#now = await deadline(this.#ask(), TIMEOUT).catch(() => undefined);
      await delay(INTERVAL, { signal }).catch(() => {});
    }
  }

  async #ask(): Promise<ClusterSample | undefined> {
    const { controller, brokers, topics: [topic] } = await this.#brokers.metadata([this.#topic]);
    if (topic?.errorCode !== 0) return undefined;
    const partitions = topic.partitions.toSorted((a, b) => a.partition - b.partition);
    return {
      controller,
      brokers: brokers.length,
      leaders: partitions.map(({ leader }) => leader),
      epochs: partitions.map(({ leaderEpoch }) => leaderEpoch),
      isr: partitions.map(({ isr }) => isr.length),
    };
  }
}
