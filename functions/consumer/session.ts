import type { Batch, Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from "kafkajs";
import { setTimeout as pause } from "node:timers/promises";
import type { AssignedPartition } from "./assigned_partition.ts";
import { Commits } from "./commits.ts";
import type { Delivery } from "./delivery.ts";
import { logEnds, withAdmin } from "./group_admin.ts";
import { encodeLedger } from "./ledger_metadata.ts";
import { locatePartitions, type Memory } from "./locate_partitions.ts";
import type { MessageRing } from "./message_ring.ts";
import { processBatch } from "./process_batch.ts";
import { partitionName, type TopicPartition } from "./topic_partition.ts";
import type { Target } from "./wanted.ts";

/** After how long without a heartbeat the group takes a member for dead, in ms. */
export const SESSION_TIMEOUT = 10_000;

const HEARTBEAT = 1_000;

/** How long a member that is taken up with a record may keep a rebalance waiting, in ms. */
const REBALANCE_TIMEOUT = 30_000;

/** How long leaving may wait for the records at hand, and for Kafka, in ms each. */
const DRAIN_TIMEOUT = 5_000;
const LEAVE_TIMEOUT = 5_000;

const LOCATE_PAUSE = 500;

/** Options of {@linkcode Session}. */
export interface SessionOptions {
  kafka: Kafka;
  target: Target;
  paused: boolean;
  memory: Memory;
  delivery: Delivery;
  ring: MessageRing;
  /** Called when the positions of all assigned partitions are known. */
  onAssigned(): void;
}

/** A batch that is being processed. */
interface ActiveBatch {
  abort: AbortController;
  done: Promise<void>;
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
  readonly #active = new Set<ActiveBatch>();
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
    this.#consumer = options.kafka.consumer({
      groupId: options.target.group,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT,
      heartbeatInterval: HEARTBEAT,
      rebalanceTimeout: REBALANCE_TIMEOUT,
      maxWaitTimeInMs: 300,
      // Also how soon partitions that were added to a topic are found.
      metadataMaxAge: 5_000,
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        retries: 5,
        restartOnFailure: () => Promise.resolve(false),
      },
    });
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
        eachBatch: (payload) => this.#track(payload),
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
    const drained = Promise.allSettled([...this.#active].map(({ done }) => done));
    await Promise.race([drained, timeout(DRAIN_TIMEOUT)]);
    await Promise.race([this.#commits.flush(), timeout(LEAVE_TIMEOUT)]);
  }

  /** Goes on after {@linkcode pause}. */
  resume(): void {
    this.#halted = false;
    if (this.#partitions) this.#tell((consumer) => consumer.resume(this.#topicPartitions()));
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
    for (const { abort } of this.#active) abort.abort();
  }

  async #locate(assigned: readonly TopicPartition[]): Promise<void> {
    const { kafka, target, memory, onAssigned } = this.#options;
    while (assigned === this.#assigned) {
      const located = await locatePartitions(kafka, target, assigned, memory).catch(() =>
        undefined
      );
      if (assigned !== this.#assigned) return;
      if (located !== undefined) {
        this.#partitions = located;
        this.#tell((consumer) => {
          for (const { topic, partition, position } of located.values()) {
            consumer.seek({ topic, partition, offset: `${position}` });
          }
          if (!this.#halted) consumer.resume(this.#topicPartitions());
        });
        onAssigned();
        return;
      }
      await pause(LOCATE_PAUSE);
    }
  }

  #pauseFetching(): void {
    this.#tell((consumer) => consumer.pause(this.#topicPartitions()));
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

  async #track(payload: EachBatchPayload): Promise<void> {
    const partition = this.#partitions?.get(partitionName(payload.batch));
    if (partition === undefined || this.#halted) return;
    const abort = new AbortController();
    const active = { abort, done: this.#process(payload, partition, abort) };
    this.#active.add(active);
    await active.done.finally(() => this.#active.delete(active));
  }

  async #process(
    { batch, resolveOffset, heartbeat }: EachBatchPayload,
    partition: AssignedPartition,
    abort: AbortController,
  ): Promise<void> {
    const { delivery, ring } = this.#options;
    let failure: Error | undefined;
    const beats = setInterval(() => {
      heartbeat().catch((error) => {
        failure = error;
        abort.abort();
      });
    }, HEARTBEAT);
    try {
      await this.#follow(partition, batch);
      const isHalted = () => this.#halted;
      await processBatch(batch, { partition, delivery, ring, signal: abort.signal, isHalted });
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      clearInterval(beats);
      ring.wake();
      if (this.#partitions?.get(partitionName(partition)) === partition) {
        resolveOffset(`${partition.position - 1}`);
        this.#commits.touch();
      }
    }
    if (failure === undefined) return;
    // Most likely the group is rebalancing: kafkajs joins again when it is told.
    await this.#commits.flush();
    throw failure;
  }

  /** Finds out whether the log has dropped our position, as kafkajs then goes on and does not tell. */
  async #follow(partition: AssignedPartition, batch: Batch): Promise<void> {
    const first = Number(batch.firstOffset());
    partition.noteHighWatermark(Number(batch.highWatermark));
    if (first < partition.position) partition.jump(first);
    if (first <= partition.position) return;
    const logs = await withAdmin(this.#options.kafka, (admin) => logEnds(admin, [batch.topic]));
    const low = logs.get(partitionName(partition))?.low ?? 0;
    if (low > partition.position) partition.jump(Math.min(low, first));
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
