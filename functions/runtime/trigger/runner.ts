import { deadline, delay } from "@std/async";
import { assignedMember } from "../../../kafka/admin/groups/assigned_member.ts";
import type { Target } from "../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { TopicPartition } from "../../../kafka/topic_partition.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { GroupMembership } from "../../../kafka/consumer/group_membership.ts";
import { AHEAD_BYTES } from "../../../kafka/consumer/partition_feed.ts";
import { isSameTarget, type Wanted } from "./control/wanted_trigger.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { DeadLetters } from "./letters/dead_letters.ts";
import type { AssignedPartition } from "./partitions/assigned_partition.ts";
import { locatePartitions, type Memory } from "./partitions/locate_partitions.ts";
import { PartitionWork } from "./processing/partition_work.ts";
import type { RecordObserver } from "./processing/record_observer.ts";

/** Options of {@linkcode Runner}. */
export interface RunnerOptions {
  settings: KafkaSettings;
  brokers: Brokers;
  delivery: Delivery;
  letters: Pick<DeadLetters, "check">;
  observer: RecordObserver;
}

/** A trigger's membership of its group. */
export type TriggerMembership = GroupMembership<AssignedPartition>;

/** The most that is fetched ahead of a partition, in bytes as they were sent. */
const MAX_AHEAD_BYTES = 16 * 1024 * 1024;

/** The pause before Kafka is asked again about dead letter topics, in ms. */
const CHECK_PAUSE = 1_000;

/** Does on this replica what the trigger is wanted to do, through any failure of Kafka's. */
export class Runner {
  readonly #options: RunnerOptions;
  #target: Target | undefined;
  #membership: TriggerMembership | undefined;
  #assigned = Promise.withResolvers<void>();
  /** Why dead letter topics cannot be had, of topics that are consumed. */
  #letterFaults: string[] = [];

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** The membership of the group; `undefined` when stopped. */
  get membership(): TriggerMembership | undefined {
    return this.#membership;
  }

  /** What is not as it should be with what is consumed, or `undefined`. */
  get trouble(): string | undefined {
    const { delivery } = this.#options;
    const { trouble, heldUp = [] } = this.#membership ?? {};
    const held = delivery.held.map(({ reason }) => reason);
    const failing = held.length === 0 ? delivery.failing : undefined;
    return inOne([
      trouble,
      ...heldUp.map(({ reason }) => reason),
      ...held,
      failing,
      ...this.#letterFaults,
    ]);
  }

  /**
   * Why the work does not go on: nothing at all is consumed, or a record that can neither be handled nor
   * put away waits for somebody. Partitions that only wait for a leader do not count beside others.
   */
  get blocked(): string | undefined {
    const { trouble, partitions = [], heldUp = [] } = this.#membership ?? {};
    const { held, stalled } = this.#options.delivery;
    if (held.length > 0 || stalled) return inOne([...held.map(({ reason }) => reason), stalled]);
    if (heldUp.length < partitions.length) return undefined;
    return inOne([trouble, ...heldUp.map(({ reason }) => reason)]);
  }

  /**
   * Passes by what holds up a partition: the record that waits, or all that cannot be read up to it.
   * Whether anything was.
   */
  skip(record: TopicPartition & { offset: number }): boolean {
    return this.#options.delivery.skip(record) || (this.#membership?.skip(record) ?? false);
  }

  /** Which other replica has a partition; `undefined` where none has, or Kafka does not tell. */
  async holder(partition: TopicPartition): Promise<string | undefined> {
    if (this.#target === undefined) return undefined;
    const { brokers } = this.#options;
    const found = await assignedMember(brokers, this.#target.group, partition).catch(() =>
      undefined
    );
    if (found === undefined || found.memberId === this.#membership?.member) return undefined;
    return `member ${found.memberId} at ${found.host}`;
  }

  /** Makes the wanted state so. Not to be called again before it has returned. */
  async apply(wanted: Wanted): Promise<void> {
    const goesOn = this.#target !== undefined && wanted.state !== "stopped" &&
      isSameTarget(this.#target, wanted);
    if (!goesOn) await this.close();
    if (wanted.state === "stopped") return;
    const isPaused = wanted.state === "paused";
    if (!goesOn) this.#begin({ topics: wanted.topics, group: wanted.group }, isPaused);
    else if (isPaused) await this.#membership?.pause();
    else this.#membership?.resume();
  }

  /** Finishes the records at hand, commits, and leaves the group. */
  async close(): Promise<void> {
    this.#target = undefined;
    await this.#membership?.close();
    this.#membership = undefined;
    this.#letterFaults = [];
    this.#options.delivery.forgetFailure();
  }

  /** Waits until partitions are assigned and located. Whether that was within `ms`. */
  async assigned(ms: number): Promise<boolean> {
    const located = async () => {
      while (this.#membership?.partitions === undefined) await this.#assigned.promise;
      return true;
    };
    return await deadline(located(), ms).catch(() => false);
  }

  #begin(target: Target, paused: boolean): void {
    const { settings, brokers, delivery, observer } = this.#options;
    const memory: Memory = new Map();
    const work = new WeakMap<AssignedPartition, PartitionWork>();
    const { isBatch, batch } = delivery.options;
    this.#target = target;
    this.#membership = new GroupMembership({
      settings,
      brokers,
      ...target,
      paused,
      // A batch that may wait to be filled needs the room.
      aheadBytes: isBatch && batch.window > 0
        ? Math.min(Math.max(batch.bytes, AHEAD_BYTES), MAX_AHEAD_BYTES)
        : AHEAD_BYTES,
      locate: (assigned) => locatePartitions(brokers, target, assigned, memory),
      process(partition, batch, turn) {
        let own = work.get(partition);
        if (own === undefined) {
          work.set(partition, own = new PartitionWork(partition, delivery, observer));
        }
        return own.process(batch, turn);
      },
      onAssigned: () => {
        this.#assigned.resolve();
        this.#assigned = Promise.withResolvers();
      },
    });
    this.#membership.open();
    this.#checkLetters(target);
  }

  /** Nobody should find out with the first record that fails. */
  async #checkLetters(target: Target): Promise<void> {
    let faults: string[] | undefined;
    while (faults === undefined && this.#target === target) {
      faults = await this.#options.letters.check(target.topics).catch(() => undefined);
      if (faults === undefined) await delay(CHECK_PAUSE);
    }
    if (this.#target !== target) return;
    this.#letterFaults = faults ?? [];
    for (const fault of this.#letterFaults) console.warn(fault);
  }
}

function inOne(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.filter((reason) => reason !== undefined).join("; ") || undefined;
}
