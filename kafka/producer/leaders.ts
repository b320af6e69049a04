/**
 * Who leads the partitions that are written to.
 *
 * @module
 */
import type { Brokers } from "../client/brokers.ts";
import { check } from "../errors.ts";
import type { TopicMetadata } from "../protocol/cluster/metadata.ts";
import { SendError, toSendError } from "./send_error.ts";

/** Knows the leaders as Kafka said last. */
export class Leaders {
  readonly #brokers: Pick<Brokers, "metadata">;
  readonly #topics = new Map<string, TopicMetadata | undefined>();
  #asking: Promise<void> | undefined;

  constructor(brokers: Pick<Brokers, "metadata">) {
    this.#brokers = brokers;
  }

  /**
   * The broker that leads a partition; Kafka is asked where the topic is not known yet.
   *
   * @throws {SendError} LEADER_NOT_AVAILABLE where none does; UNKNOWN_TOPIC_OR_PARTITION,
   * UNKNOWN_PARTITION and the like; UNREACHABLE.
   */
  async find(topic: string, partition: number): Promise<number> {
    if (this.#topics.get(topic)?.errorCode !== 0) {
      if (!this.#topics.has(topic)) this.#topics.set(topic, undefined);
      // What is being asked may not include this topic.
      await this.#asking?.catch(() => {});
      if (this.#topics.get(topic)?.errorCode !== 0) await this.refresh();
    }
    const { errorCode, partitions } = this.#topics.get(topic)!;
    const action = `write to ${topic}-${partition}`;
    try {
      check(errorCode, action);
    } catch (error) {
      throw toSendError(error);
    }
    const leader = partitions.find((one) => one.partition === partition)?.leader;
    if (leader === undefined) {
      const detail = `the topic has ${partitions.length} partitions`;
      throw new SendError("UNKNOWN_PARTITION", `Cannot ${action}: ${detail}`);
    }
    if (leader < 0) {
      throw new SendError("LEADER_NOT_AVAILABLE", `Cannot ${action}: it has no leader`);
    }
    return leader;
  }

  /** The broker that leads the partition, as Kafka said last; `undefined` where none did. */
  known(topic: string, partition: number): number | undefined {
    const found = this.#topics.get(topic)?.partitions.find((one) => one.partition === partition);
    return found !== undefined && found.leader >= 0 ? found.leader : undefined;
  }

  /** Whether another broker leads the partition now than this one. */
  hasMoved(topic: string, partition: number, from: number): boolean {
    const leader = this.known(topic, partition);
    return leader !== undefined && leader !== from;
  }

  /** Asks Kafka anew, once for all that want to know. @throws {SendError} UNREACHABLE. */
  refresh(): Promise<void> {
    return this.#asking ??= this.#ask().finally(() => this.#asking = undefined);
  }

  async #ask(): Promise<void> {
    try {
      const { topics } = await this.#brokers.metadata([...this.#topics.keys()]);
      for (const topic of topics) this.#topics.set(topic.name, topic);
    } catch (error) {
      throw toSendError(error);
    }
  }
}
