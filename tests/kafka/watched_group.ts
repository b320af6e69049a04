/**
 * A group that commits what a scenario wants it to, and what the lag monitor says of it.
 *
 * @module
 */
import { withBrokers } from "../../cluster/lab_kafka.ts";
import { commitOffsets } from "../../kafka/admin/groups/group_offsets.ts";
import { createKafka } from "../../kafka/client/client.ts";
import type { FunctionProcess } from "../processes/function_process.ts";
import { eventually, type Lab } from "../lab.ts";
import { numbered, OwnTopic } from "./own_topic.ts";

/** What is seen of a partition. */
interface PartitionStatus {
  owner: string;
  client_id: string;
  status: string;
  current_lag: number;
  complete: number;
}

/** A group on a topic of its own, which has one partition. */
export class WatchedGroup {
  readonly name = `watched-${crypto.randomUUID()}`;
  readonly #lab: Lab;
  readonly #topic: OwnTopic;
  readonly #monitor: Pick<FunctionProcess, "url">;
  #end = 0;

  private constructor(lab: Lab, topic: OwnTopic, monitor: Pick<FunctionProcess, "url">) {
    this.#lab = lab;
    this.#topic = topic;
    this.#monitor = monitor;
  }

  /** Makes its topic, with some records, and waits until the monitor knows where its log ends. */
  static async create(
    lab: Lab,
    monitor: Pick<FunctionProcess, "url">,
    records: number,
  ): Promise<WatchedGroup> {
    const topic = await OwnTopic.create(lab, 1);
    const group = new WatchedGroup(lab, topic, monitor);
    await group.produce(records);
    return group;
  }

  /** Joins it as a consumer does; it reads, and commits what it has read, until it is disposed of. */
  async join(): Promise<AsyncDisposable> {
    const kafka = createKafka({ brokers: this.#lab.brokers, clientId: "instigator" });
    const consumer = kafka.consumer({ groupId: this.name, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topic: this.#topic.name, fromBeginning: true });
    await consumer.run({ autoCommitThreshold: 1, eachMessage: () => Promise.resolve() });
    return { [Symbol.asyncDispose]: () => consumer.disconnect() };
  }

  /** The path of its API. */
  get path(): string {
    return `/v3/kafka/local/consumer/${this.name}`;
  }

  /** Writes some records, and waits until the monitor knows that the log ends behind them. */
  async produce(records: number): Promise<void> {
    await this.#topic.produce(...numbered(records));
    this.#end += records;
    await eventually("the log's end is known", async () => {
      const { body } = await this.get(`/v3/kafka/local/topic/${this.#topic.name}`);
      return body.offsets?.[0] === this.#end;
    });
  }

  /** Commits an offset. */
  async commit(offset: number): Promise<void> {
    const topicPartition = { topic: this.#topic.name, partition: 0 };
    await withBrokers(
      this.#lab.topology,
      (brokers) => commitOffsets(brokers, this.name, [{ ...topicPartition, offset }]),
    );
  }

  /** What the monitor says now of the group and of its partition. */
  async verdict(): Promise<{ group: string; partition?: PartitionStatus }> {
    const { status } = (await this.get(`${this.path}/lag`)).body;
    return { group: status.status, partition: status.partitions[0] };
  }

  /** The offsets and times of the commits that the monitor has, the oldest first. */
  async commits(): Promise<{ offset: number; timestamp: number }[]> {
    const { topics } = (await this.get(this.path)).body;
    const slots: ({ offset: number; timestamp: number } | null)[] =
      topics?.[this.#topic.name]?.[0].offsets ?? [];
    return slots.flatMap((slot) =>
      slot ? [{ offset: slot.offset, timestamp: slot.timestamp }] : []
    );
  }

  /** Asks the monitor. */
  // deno-lint-ignore no-explicit-any -- JSON of many forms, which the scenarios check.
  async get(path: string, init?: RequestInit): Promise<{ status: number; body: any }> {
    const response = await fetch(this.#monitor.url(path), init);
    return { status: response.status, body: await response.json() };
  }
}
