/**
 * Who deals with the letters of a topic. Two at once would each write what the other does, so one has
 * the topic's group for itself: Kafka keeps members out of a group that have no protocol in common with
 * those in it. Whoever dies without a word loses it after the session timeout, and what a loser commits
 * is refused.
 *
 * @module
 */
import { delay } from "@std/async";
import type { Brokers } from "../../client/brokers.ts";
import type { KafkaSettings } from "../../client/settings.ts";
import { retrying } from "../../client/retry.ts";
import { GroupMember, isRejoin, SESSION_TIMEOUT } from "../../consumer/group_member.ts";
import { KafkaError } from "../../errors.ts";
import { redriveGroup } from "../letter_topics.ts";
import type { LetterLog, LetterPartition } from "./letter_log.ts";
import { encodeProgress } from "./progress_metadata.ts";

/** How often the group is told that the claim is held, in ms. */
const HEARTBEAT_INTERVAL = 3_000;

/** How long another claim is waited for, which may be of one that has died, and the pauses, in ms. */
const WAIT = SESSION_TIMEOUT + 1_000;
const PAUSE = 250;

/** For how long a commit is tried, in ms: meanwhile another broker becomes the coordinator. */
const COMMIT_TIMEOUT = 30_000;

/** For how long Kafka keeps what was dealt with, in ms: a hundred years. */
const RETENTION = 100 * 365.25 * 86_400_000;

/** How a claim is taken. */
export interface TakeOptions {
  signal?: AbortSignal;
  /** Is told once that somebody else has it, and is waited for. */
  onWaiting?(): void;
}

/** The right to deal with the letters of a topic. */
export class Claim {
  readonly #topic: string;
  readonly #member: GroupMember;
  readonly #ended = new AbortController();
  #lost: Error | undefined;

  private constructor(topic: string, member: GroupMember) {
    this.#topic = topic;
    this.#member = member;
    this.#keep();
  }

  /**
   * Takes the claim, once whoever has it is gone.
   *
   * @throws {KafkaError} `INCONSISTENT_GROUP_PROTOCOL` when somebody else has it and keeps it; UNREACHABLE.
   */
  static async take(
    settings: KafkaSettings,
    brokers: Brokers,
    topic: string,
    { signal, onWaiting }: TakeOptions = {},
  ): Promise<Claim> {
    const member = new GroupMember({
      settings,
      brokers,
      group: redriveGroup(topic),
      topics: [topic],
      protocol: `redrive-${crypto.randomUUID()}`,
      retentionMs: RETENTION,
    });
    const end = performance.now() + WAIT;
    let isWaiting = false;
    try {
      while (true) {
        signal?.throwIfAborted();
        try {
          await member.join();
          return new Claim(topic, member);
        } catch (error) {
          if (!(error instanceof KafkaError)) throw error;
          const isTaken = error.code === TAKEN;
          if (!isTaken && !isRejoin(error) && !error.retriable) throw error;
          if (isTaken && !isWaiting) onWaiting?.();
          isWaiting ||= isTaken;
          if (performance.now() > end) throw isTaken ? taken(topic) : error;
          if (!isRejoin(error)) await delay(PAUSE, { signal });
        }
      }
    } catch (error) {
      await member.close();
      throw error;
    }
  }

  /** Makes sure that nobody else deals with the letters meanwhile. @throws {KafkaError} if so. */
  check(): void {
    if (this.#lost !== undefined) throw this.#lost;
  }

  /**
   * Records what was dealt with in a partition.
   *
   * @throws {KafkaError} when the claim is lost, or Kafka cannot be reached for long.
   */
  async commit(
    { topic, topicId }: Pick<LetterLog, "topic" | "topicId">,
    { partition, dealt }: Pick<LetterPartition, "partition" | "dealt">,
  ): Promise<void> {
    const metadata = encodeProgress(dealt, topicId);
    if (metadata === undefined) throw new RangeError("there is no room in a commit");
    await retrying(async () => {
      this.check();
      try {
        await this.#member.commit([{ topic, partition, offset: dealt.prefix, metadata }]);
      } catch (error) {
        if (isRejoin(error)) this.#lose();
        throw this.#lost ?? error;
      }
    }, COMMIT_TIMEOUT);
  }

  /** Gives the claim back. */
  async release(): Promise<void> {
    this.#ended.abort();
    // Where it cannot be said, the session ends by itself.
    if (this.#lost === undefined) await this.#member.leave().catch(() => {});
    await this.#member.close();
  }

  async #keep(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted && this.#lost === undefined) {
      await delay(HEARTBEAT_INTERVAL, { signal }).catch(() => {});
      if (signal.aborted) return;
      await this.#member.heartbeat().catch((error) => {
        // Others are failures of the moment, and the next heartbeat may come through.
        if (isRejoin(error)) this.#lose();
      });
    }
  }

  #lose(): void {
    const detail = "somebody else deals with them now";
    this.#lost ??= new KafkaError(
      "ILLEGAL_GENERATION",
      `Cannot record what became of letters of ${this.#topic}: ${detail}`,
    );
  }
}

/** What Kafka says to a member that has no protocol in common with those in the group. */
const TAKEN = "INCONSISTENT_GROUP_PROTOCOL";

function taken(topic: string): KafkaError {
  const detail = "they are being redriven or discarded elsewhere; try again when that is over";
  return new KafkaError(TAKEN, `Cannot deal with letters of ${topic}: ${detail}`);
}
