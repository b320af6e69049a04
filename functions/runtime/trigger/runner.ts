import { deadline, delay } from "@std/async";
import { removeMember, type Target } from "../../../kafka/admin/groups/group_offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { Kafka } from "../../../kafka/client/kafkajs.ts";
import { GroupMembership } from "../../../kafka/consumer/group_membership.ts";
import { isSameTarget, type Wanted } from "./control/wanted_trigger.ts";
import type { Delivery } from "./delivery/delivery.ts";
import { processBatch } from "./delivery/process_batch.ts";
import type { RecordObserver } from "./delivery/record_observer.ts";
import type { AssignedPartition } from "./partitions/assigned_partition.ts";
import { detectTruncation } from "./partitions/detect_truncation.ts";
import { locatePartitions, type Memory } from "./partitions/locate_partitions.ts";

/** Options of {@linkcode Runner}. */
export interface RunnerOptions {
  kafka: Kafka;
  brokers: Brokers;
  delivery: Delivery;
  observer: RecordObserver;
}

/** A trigger's membership of its group. */
export type TriggerMembership = GroupMembership<AssignedPartition>;

/** The pause before joining again, when Kafka has ended a membership, in ms. */
const RESTART_PAUSE = 500;

/** Does on this replica what the trigger is wanted to do, through any failure of Kafka's. */
export class Runner {
  readonly #options: RunnerOptions;
  #target: Target | undefined;
  #paused = false;
  #membership: TriggerMembership | undefined;
  #life: Promise<void> = Promise.resolve();
  #trouble: string | undefined;
  #assigned = Promise.withResolvers<void>();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** The membership of the group; `undefined` when stopped. */
  get membership(): TriggerMembership | undefined {
    return this.#membership;
  }

  /** Why nothing is consumed although it should be, or `undefined`. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Makes the wanted state so. Not to be called again before it has returned. */
  async apply(wanted: Wanted): Promise<void> {
    const goesOn = this.#target !== undefined && wanted.state !== "stopped" &&
      isSameTarget(this.#target, wanted);
    if (!goesOn) await this.close();
    if (wanted.state === "stopped") return;
    this.#paused = wanted.state === "paused";
    if (!goesOn) this.#begin({ topics: wanted.topics, group: wanted.group });
    else if (this.#paused) await this.#membership?.pause();
    else this.#membership?.resume();
  }

  /** Finishes the records at hand, commits, and leaves the group. */
  async close(): Promise<void> {
    this.#target = undefined;
    await this.#membership?.close();
    await this.#life;
    this.#membership = undefined;
    this.#trouble = undefined;
  }

  /** Waits until partitions are assigned and located. Whether that was within `ms`. */
  async assigned(ms: number): Promise<boolean> {
    const located = async () => {
      while (this.#membership?.partitions === undefined) await this.#assigned.promise;
      return true;
    };
    return await deadline(located(), ms).catch(() => false);
  }

  #begin(target: Target): void {
    this.#target = target;
    this.#life = this.#live(target, new Map());
  }

  async #live(target: Target, memory: Memory): Promise<void> {
    let lastMember: string | undefined;
    while (this.#target === target) {
      const membership = this.#open(target, memory);
      const error = await this.#join(target, membership, lastMember)
        .catch((error: Error) => error);
      lastMember = membership.member ?? lastMember;
      await membership.close();
      if (error === undefined || this.#target !== target) return;
      this.#noteTrouble(error);
      await delay(RESTART_PAUSE);
    }
  }

  /** Joins anew, and returns why that came to its end. */
  async #join(
    { group }: Target,
    membership: TriggerMembership,
    lastMember: string | undefined,
  ): Promise<Error | undefined> {
    if (lastMember) await removeMember(this.#options.brokers, group, lastMember);
    await membership.open();
    return await membership.ended;
  }

  #open(target: Target, memory: Memory): TriggerMembership {
    const { kafka, brokers, delivery, observer } = this.#options;
    return this.#membership = new GroupMembership({
      kafka,
      ...target,
      paused: this.#paused,
      locate: (assigned) => locatePartitions(brokers, target, assigned, memory),
      async process(partition, batch, signal, isHalted) {
        try {
          await detectTruncation(brokers, partition, batch);
          await processBatch(batch, { partition, delivery, observer, signal, isHalted });
        } finally {
          observer.batchEnded();
        }
      },
      onAssigned: () => {
        this.#trouble = undefined;
        this.#assigned.resolve();
        this.#assigned = Promise.withResolvers();
      },
      onTrouble: (error) => this.#noteTrouble(error),
    });
  }

  #noteTrouble(error: Error): void {
    this.#trouble = `Cannot consume: ${error.message}`;
  }
}
