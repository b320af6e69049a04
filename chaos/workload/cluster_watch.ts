import { delay } from "@std/async";
import { askBroker } from "../../kafka/client/ask_broker.ts";
import type { KafkaSettings } from "../../kafka/client/settings.ts";
import { metadata, metadataOf } from "../../kafka/protocol/cluster/metadata.ts";
import type { ClusterSample } from "./sample.ts";

/** How often each broker is asked, and how long an answer may take, ms. */
const INTERVAL = 200;
const TIMEOUT = 3_000;

/**
 * Watches a topic by what the brokers tell, each asked by itself: one that hangs holds up no other, and one
 * that is cut off and goes on believing that it leads is outvoted by the epochs that others know.
 */
export class ClusterWatch implements AsyncDisposable {
  readonly #topic: string;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<unknown>;
  /** What each broker told last, in the order of telling. */
  readonly #told = new Map<string, { at: number; view: ClusterSample }>();

  constructor({ brokers }: KafkaSettings, topic: string) {
    this.#topic = topic;
    this.#watching = Promise.all(brokers.map((address) => this.#watch(address)));
  }

  /** What was told last; `undefined` while nobody tells. */
  get now(): ClusterSample | undefined {
    const since = performance.now() - TIMEOUT;
    const told = [...this.#told.values()].filter(({ at }) => at >= since);
    return newest(told.map(({ view }) => view));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  async #watch(address: string): Promise<void> {
    const { signal } = this.#stopping;
    const [host, port] = address.split(":");
    while (!signal.aborted) {
      const view = await this.#ask({ host, port: Number(port) }).catch(() => undefined);
      this.#told.delete(address);
      if (view) this.#told.set(address, { at: performance.now(), view });
      await delay(INTERVAL, { signal }).catch(() => {});
    }
  }

  async #ask(broker: { host: string; port: number }): Promise<ClusterSample | undefined> {
    const found = await askBroker(broker, metadata, metadataOf([this.#topic]), TIMEOUT);
    const { controller, brokers, topics: [topic] } = found;
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

/** Of several views, from the oldest to the latest: each partition as the latest epoch has it. */
export function newest(views: readonly ClusterSample[]): ClusterSample | undefined {
  const last = views.at(-1);
  if (last === undefined) return undefined;
  const best = last.epochs.map((_, partition) => {
    const knows = views.filter(({ epochs }) => epochs.length > partition);
    return knows.reduce((a, b) => b.epochs[partition] >= a.epochs[partition] ? b : a);
  });
  return {
    ...last,
    leaders: best.map(({ leaders }, partition) => leaders[partition]),
    epochs: best.map(({ epochs }, partition) => epochs[partition]),
    isr: best.map(({ isr }, partition) => isr[partition]),
  };
}
