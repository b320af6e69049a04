import type { Brokers } from "../../../kafka/client/brokers.ts";
import type {
  Consumer,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  Kafka,
} from "../../../kafka/client/kafkajs.ts";
import { setTimeout as pause } from "node:timers/promises";
import type { AssignedPartition } from "./assigned_partition.ts";
import { BatchWork } from "./batch_work.ts";
import { Commits } from "./commit_schedule.ts";
import type { Delivery } from "./delivery.ts";
import { followLog } from "./follow_log.ts";
import { createGroupConsumer } from "../../../kafka/consumer/group_consumer.ts";
import { encodeLedger } from "../ledger/ledger_metadata.ts";
import { locatePartitions, type Memory } from "./locate_partitions.ts";
import type { MessageRing } from "../../consumer/message_ring.ts";
import { processBatch } from "./process_batch.ts";
import { partitionName, type TopicPartition } from "../../../kafka/topic_partition.ts";
import type { Target } from "./wanted.ts";

/** How long leaving may wait for the records at hand, and for Kafka, in ms each. */
const DRAIN_TIMEOUT = 5_000;
const LEAVE_TIMEOUT = 5_000;

const LOCATE_PAUSE = 500;

/** Options of {@linkcode Session}. */
export interface SessionOptions {
  kafka: Kafka;
  brokers: Brokers;
  target: Target;
  paused: boolean;
  memory: Memory;
  delivery: Delivery;
  ring: MessageRing;
  /** Called when the assigned partitions are located. */
  onAssigned(): void;
  /** Called when something has failed that is tried again. */
  onTrouble(error: Error): void;
}

/**
 * One membership of the group, from joining until leaving it, or until kafkajs gives up.
 *
 * kafkajs must fetch nothing before it is known from where, so all partitions are paused as soon as
 * it has joined, and sought and resumed once they are located. A batch that is being processed when
 * the group is joined again is of the generation before, and moves nothing any more.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #consumer: Consumer;
  readonly #commits = new Commits(() => this.#commit());
  readonly #work = new BatchWork();
  readonly #ended = Promise.withResolvers<Error | undefined>();
  #member: string | undefined;
  #assigned: readonly TopicPartition[] = [];
  /** The assigned partitions, by name; `undefined` until they are located. */
  #partitions: Map<string, AssignedPartition> | undefined;
  #halted: boolean;
  #closing: Promise<void> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#halted = options.paused;
    this.#consumer = createGroupConsumer(options.kafka, options.target.group);
    const { GROUP_JOIN, REBALANCING, CRASH } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, ({ payload }) => this.#join(payload));
    // kafkajs asks to join again after this event, so the commit is on its way before.
    this.#consumer.on(REBALANCING, () => void this.#commits.flush());
    this.#consumer.on(CRASH, ({ payload }) => {
      this.#forget();
      this.#ended.resolve(payload.error);
    });
  }

  /** The member's id, or the last one; `undefined` before it has joined. */
  get member(): string | undefined {
    return this.#member;
  }

  /** The assigned partitions; `undefined` until they are located. */
  get partitions(): AssignedPartition[] | undefined {
    return this.#partitions && [...this.#partitions.values()];
  }

  /** Resolves when kafkajs has given up, to its reason, or when the session was closed. */
  get ended(): Promise<Error | undefined> {
    return this.#ended.promise;
  }

  /** Joins the group. @throws when Kafka cannot be reached, or has no such topic. */
  async open(): Promise<void> {
    try {
      await this.#consumer.connect();
      // Where the log has dropped a position, kafkajs goes on at its beginning, not at its end.
      await this.#consumer.subscribe({ topics: this.#options.target.topics, fromBeginning: true });
      if (this.#closing) return;
      await this.#consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // A slow partition holds up only those with the same leader, and those not for long.
        partitionsConsumedConcurrently: 8,
        eachBatch: (payload) => this.#process(payload),
      });
    } finally {
      // kafkajs connects and joins though it was told to disconnect meanwhile.
      if (this.#closing) await this.#consumer.disconnect();
    }
  }

  /** Stops after the records at hand, and commits. The assignment stays. */
  async pause(): Promise<void> {
    this.#halted = true;
    this.#pauseFetching();
    await Promise.race([this.#work.done(), timeout(DRAIN_TIMEOUT)]);
    await Promise.race([this.#commits.flush(), timeout(LEAVE_TIMEOUT)]);
  }

  /** Goes on after {@linkcode pause}. */
  resume(): void {
    this.#halted = false;
    if (this.#partitions) this.#resumeFetching();
  }

  /** Finishes the records at hand, commits, and leaves the group. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    await this.pause();
    this.#commits.cancel();
    this.#forget();
    const left = this.#consumer.disconnect().catch(() => {});
    await Promise.race([left, timeout(LEAVE_TIMEOUT)]);
    this.#ended.resolve(undefined);
  }

  /** A new generation of the group. Synchronous, so that kafkajs fetches nothing in between. */
  #join({ memberId, memberAssignment }: ConsumerGroupJoinEvent["payload"]): void {
    if (this.#closing) return;
    this.#forget();
    this.#member = memberId;
    this.#assigned = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition }))
    );
    this.#pauseFetching();
    this.#locate(this.#assigned);
  }

  /** The assignment is over: what is being processed of it moves nothing any more. */
  #forget(): void {
    this.#assigned = [];
    this.#partitions = undefined;
    this.#work.abort();
  }

  async #locate(assigned: readonly TopicPartition[]): Promise<void> {
    const { brokers, target, memory, onAssigned, onTrouble } = this.#options;
    let located: Map<string, AssignedPartition> | undefined;
    while (located === undefined) {
      try {
        located = await locatePartitions(brokers, target, assigned, memory);
      } catch (error) {
        onTrouble(error as Error);
        await pause(LOCATE_PAUSE);
      }
      if (assigned !== this.#assigned) return;
    }
    this.#partitions = located;
    this.#seek(located.values());
    if (!this.#halted) this.#resumeFetching();
    onAssigned();
  }

  #seek(partitions: Iterable<AssignedPartition>): void {
    this.#tell((consumer) => {
      for (const { topic, partition, position } of partitions) {
        consumer.seek({ topic, partition, offset: `${position}` });
      }
    });
  }

  #pauseFetching(): void {
    this.#tell((consumer) => consumer.pause(this.#topicPartitions()));
  }

  #resumeFetching(): void {
    this.#tell((consumer) => consumer.resume(this.#topicPartitions()));
  }

  /** Before kafkajs has joined, and as soon as it has crashed, there is nobody to be told. */
  #tell(action: (consumer: Consumer) => void): void {
    try {
      action(this.#consumer);
    } catch (error) {
      if ((error as Error).name !== "KafkaJSNonRetriableError") throw error;
    }
  }

  #topicPartitions() {
    return this.#assigned.map(({ topic, partition }) => ({ topic, partitions: [partition] }));
  }

  async #process({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const { brokers, delivery, ring } = this.#options;
    const partition = this.#partitions?.get(partitionName(batch));
    if (partition === undefined || this.#halted) return;
    try {
      await this.#work.run(heartbeat, async (signal) => {
        await followLog(brokers, partition, batch);
        const isHalted = () => this.#halted;
        await processBatch(batch, { partition, delivery, ring, signal, isHalted });
      });
    } catch (error) {
      await this.#commits.flush();
      throw error;
    } finally {
      ring.wake();
      if (this.#partitions?.get(partitionName(partition)) === partition) {
        resolveOffset(`${partition.position - 1}`);
        this.#commits.touch();
      }
    }
  }

  async #commit(): Promise<void> {
    const moved = (this.partitions ?? []).filter(({ position, committed }) =>
      position !== committed
    );
    if (moved.length === 0) return;
    const offsets = moved.map(({ topic, partition, position, ledger }) => ({
      topic,
      partition,
      offset: `${position}`,
      metadata: encodeLedger(ledger),
    }));
    await this.#consumer.commitOffsets(offsets);
    offsets.forEach(({ offset }, i) => moved[i].committed = Number(offset));
  }
}

function timeout(ms: number): Promise<void> {
  return pause(ms, undefined, { ref: false });
}
