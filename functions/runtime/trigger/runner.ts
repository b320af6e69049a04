import { removeMember } from "../../../kafka/admin/group_offsets.ts";
import type { Brokers } from "../../../kafka/client/brokers.ts";
import type { Kafka } from "../../../kafka/client/kafkajs.ts";
import { setTimeout as pause } from "node:timers/promises";
import type { Delivery } from "./delivery.ts";
import type { MessageRing } from "../../consumer/message_ring.ts";
import { Session } from "./session.ts";
import type { Memory } from "./locate_partitions.ts";
import { isSameTarget, type Target, type Wanted } from "./wanted.ts";

/** The pause before a new session, when Kafka has ended one, in ms. */
const RESTART_PAUSE = 500;

/** Does on this replica what the consumer is wanted to do, through any failure of Kafka's. */
export class Runner {
  readonly #kafka: Kafka;
  readonly #brokers: Brokers;
  readonly #delivery: Delivery;
  readonly #ring: MessageRing;
  #target: Target | undefined;
  #paused = false;
  #session: Session | undefined;
  #life: Promise<void> = Promise.resolve();
  #trouble: string | undefined;
  #assigned = Promise.withResolvers<void>();

  constructor(kafka: Kafka, brokers: Brokers, delivery: Delivery, ring: MessageRing) {
    this.#kafka = kafka;
    this.#brokers = brokers;
    this.#delivery = delivery;
    this.#ring = ring;
  }

  /** The membership of the group; `undefined` when stopped. */
  get session(): Session | undefined {
    return this.#session;
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
    else if (this.#paused) await this.#session?.pause();
    else this.#session?.resume();
  }

  /** Finishes the records at hand, commits, and leaves the group. */
  async close(): Promise<void> {
    this.#target = undefined;
    await this.#session?.close();
    await this.#life;
    this.#session = undefined;
    this.#trouble = undefined;
  }

  /** Waits until partitions are assigned and located. Whether that was within `ms`. */
  async assigned(ms: number): Promise<boolean> {
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => late.resolve(true), ms);
    let isLate = false;
    while (this.#session?.partitions === undefined && !isLate) {
      isLate = await Promise.race([this.#assigned.promise.then(() => false), late.promise]);
    }
    clearTimeout(timer);
    return !isLate;
  }

  #begin(target: Target): void {
    this.#target = target;
    this.#life = this.#live(target, new Map());
  }

  async #live(target: Target, memory: Memory): Promise<void> {
    let lastMember: string | undefined;
    while (this.#target === target) {
      const session = this.#open(target, memory);
      const error = await this.#join(target, session, lastMember).catch((error: Error) => error);
      lastMember = session.member ?? lastMember;
      await session.close();
      if (error === undefined || this.#target !== target) return;
      this.#noteTrouble(error);
      await pause(RESTART_PAUSE);
    }
  }

  /** Joins anew, and returns why that came to its end. */
  async #join(
    { group }: Target,
    session: Session,
    lastMember: string | undefined,
  ): Promise<Error | undefined> {
    if (lastMember) await removeMember(this.#brokers, group, lastMember);
    await session.open();
    return await session.ended;
  }

  #open(target: Target, memory: Memory): Session {
    return this.#session = new Session({
      kafka: this.#kafka,
      brokers: this.#brokers,
      target,
      memory,
      paused: this.#paused,
      delivery: this.#delivery,
      ring: this.#ring,
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
