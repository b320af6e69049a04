/**
 * A topic whose replicas take forever to move, so that a move can be seen under way.
 *
 * @module
 */
import type { ClusterClient } from "../../kafka/cluster/cluster_client.ts";
import { eventually } from "../lab.ts";

/** How many records it has: more than one fetch of a follower takes, which then waits. */
const RECORDS = 40;

/** A topic with one replica, and brokers between which its replication takes a byte a second. */
export class ThrottledTopic {
  readonly name: string;
  readonly records = RECORDS;
  readonly #cluster: ClusterClient;
  /** The broker that has its only replica, and another one. */
  readonly from: number;
  readonly to: number;

  private constructor(cluster: ClusterClient, name: string, from: number) {
    this.#cluster = cluster;
    this.name = name;
    this.from = from;
    this.to = from % 3 + 1;
  }

  /** Creates it, with records. */
  static async create(cluster: ClusterClient): Promise<ThrottledTopic> {
    const name = `throttled-${crypto.randomUUID()}`;
    await cluster.createTopic({ name, partitions: 1, replicationFactor: 1 });
    const leader = await eventually(
      "the topic has a leader",
      async () => (await cluster.topic(name)).partitions[0].leader,
    );
    const topic = new ThrottledTopic(cluster, name, leader);
    // What is random cannot be compressed.
    const noise = new TextDecoder("latin1").decode(crypto.getRandomValues(new Uint8Array(60_000)));
    for (let n = 0; n < RECORDS; n++) await cluster.produce(name, { key: null, value: noise });
    await topic.#throttle("1");
    return topic;
  }

  /** Lets its replication take what it can. */
  release(): Promise<void> {
    return this.#throttle(undefined);
  }

  /** @param rate bytes/s; none: no limit. */
  async #throttle(rate: string | undefined): Promise<void> {
    const change = (settings: Record<string, string>) =>
      rate === undefined ? { reset: Object.keys(settings) } : { set: settings };
    await this.#cluster.alterConfig(
      { topic: this.name },
      change({
        "leader.replication.throttled.replicas": "*",
        "follower.replication.throttled.replicas": "*",
      }),
    );
    for (const broker of [this.from, this.to]) {
      await this.#cluster.alterConfig(
        { broker },
        change({
          "leader.replication.throttled.rate": rate ?? "",
          "follower.replication.throttled.rate": rate ?? "",
        }),
      );
    }
  }
}
