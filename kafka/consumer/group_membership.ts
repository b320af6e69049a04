import { deadline, delay } from "@std/async";
import type {
  Consumer,
  ConsumerGroupJoinEvent,
  EachBatchPayload,
  Kafka,
} from "../client/kafkajs.ts";
import { partitionName, type TopicPartition } from "../topic_partition.ts";
import { BatchWork } from "./batch_work.ts";
import { CommitSchedule } from "./commit_schedule.ts";
import { type FetchedBatch, toFetchedBatch } from "./fetched_batch.ts";
import { createGroupConsumer } from "./group_consumer.ts";

/** How long leaving may wait for the records at hand, and for Kafka, in ms each. */
const DRAIN_TIMEOUT = 5_000;
const LEAVE_TIMEOUT = 5_000;

const LOCATE_PAUSE = 500;

/** A partition while it is assigned to this member. */
export interface AssignedPosition extends TopicPartition {
  /** Offset of the next record to process. */
  readonly position: number;
  /** The offset committed last; the membership keeps it. */
  committed: number;
  /** What is committed beside the position. */
  metadata(): string;
}

/** Options of {@linkcode GroupMembership}. */
export interface MembershipOptions<P extends AssignedPosition> {
  kafka: Kafka;
  group: string;
  topics: readonly string[];
  /** Whether it begins paused. */
  paused: boolean;
  /** Finds out where newly assigned partitions go on; by name. It is tried until it succeeds. */
  locate(assigned: readonly TopicPartition[]): Promise<Map<string, P>>;
  /**
   * Processes a batch, and moves the partition's position. It may return before all of it is done:
   * the rest is fetched again.
   *
   * @param signal is aborted when the partition is taken away.
   * @param isHalted whether to stop after the record at hand.
   */
  process(
    partition: P,
    batch: FetchedBatch,
    signal: AbortSignal,
    isHalted: () => boolean,
  ): Promise<void>;
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
export class GroupMembership<P extends AssignedPosition> {
  readonly #options: MembershipOptions<P>;
  readonly #consumer: Consumer;
  readonly #commits = new CommitSchedule(() => this.#commit());
  readonly #work = new BatchWork();
  readonly #ended = Promise.withResolvers<Error | undefined>();
  #member: string | undefined;
  #assigned: readonly TopicPartition[] = [];
  /** The assigned partitions, by name; `undefined` until they are located. */
  #partitions: Map<string, P> | undefined;
  #halted: boolean;
  #closing: Promise<void> | undefined;

  constructor(options: MembershipOptions<P>) {
    this.#options = options;
    this.#halted = options.paused;
    this.#consumer = createGroupConsumer(options.kafka, options.group);
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
  get partitions(): P[] | undefined {
    return this.#partitions && [...this.#partitions.values()];
  }

  /** Resolves when kafkajs has given up, to its reason, or when the membership was closed. */
  get ended(): Promise<Error | undefined> {
    return this.#ended.promise;
  }

  /** Joins the group. @throws when Kafka cannot be reached, or has no such topic. */
  async open(): Promise<void> {
    try {
      await this.#consumer.connect();
      // Where the log has dropped a position, kafkajs goes on at its beginning, not at its end.
      await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
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
    await deadline(this.#work.done(), DRAIN_TIMEOUT).catch(() => {});
    await deadline(this.#commits.flush(), LEAVE_TIMEOUT).catch(() => {});
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
    await deadline(this.#consumer.disconnect(), LEAVE_TIMEOUT).catch(() => {});
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
    const { locate, onAssigned, onTrouble } = this.#options;
    let located: Map<string, P> | undefined;
    while (located === undefined) {
      try {
        located = await locate(assigned);
      } catch (error) {
        onTrouble(error as Error);
        await delay(LOCATE_PAUSE);
      }
      if (assigned !== this.#assigned) return;
    }
    this.#partitions = located;
    this.#seek(located.values());
    if (!this.#halted) this.#resumeFetching();
    onAssigned();
  }

  #seek(partitions: Iterable<P>): void {
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
    const partition = this.#partitions?.get(partitionName(batch));
    if (partition === undefined || this.#halted) return;
    try {
      await this.#work.run(
        heartbeat,
        (signal) =>
          this.#options.process(partition, toFetchedBatch(batch), signal, () => this.#halted),
      );
    } catch (error) {
      await this.#commits.flush();
      throw error;
    } finally {
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
    const offsets = moved.map((partition) => ({
      topic: partition.topic,
      partition: partition.partition,
      offset: `${partition.position}`,
      metadata: partition.metadata(),
    }));
    await this.#consumer.commitOffsets(offsets);
    offsets.forEach(({ offset }, i) => moved[i].committed = Number(offset));
  }
}
