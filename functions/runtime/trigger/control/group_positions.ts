import { delay } from "@std/async";
import {
  commitOffsets,
  partitionsOf,
  type Position,
  type Target,
} from "../../../../kafka/admin/groups/group_offsets.ts";
import { knownGroup } from "../../../../kafka/admin/groups/known_groups.ts";
import type { LedPartition } from "../../../../kafka/reader/log_offsets.ts";
import type { Brokers } from "../../../../kafka/client/brokers.ts";
import { SESSION_TIMEOUT } from "../../../../kafka/consumer/group_member.ts";
import { hasCode, KafkaError } from "../../../../kafka/errors.ts";
import { partitionName } from "../../../../kafka/topic_partition.ts";
import { Problem } from "../../http/problems/problem.ts";
import { newPositions, positionsFrom } from "./start_positions.ts";

/** How long a group may take to lose its members, in ms: one that died stays until its session ends. */
const EMPTY_TIMEOUT = SESSION_TIMEOUT + 5_000;

const EMPTY_PAUSE = 100;

export type { Position };

/** Finds and sets the offsets at which a group begins. */
export interface Positions {
  /**
   * The offsets to commit before a start: all, for a group that is to begin `from` somewhere; else
   * those of topics that are new to the group, as far as leaders tell them.
   *
   * @throws {Problem} 404 for an unknown topic, 503 when Kafka cannot be asked.
   */
  find(target: Target, from: string | undefined): Promise<Position[]>;
  /**
   * Commits them, once the group has no members any more.
   *
   * @throws {Problem} 409 if it keeps some, 503 when Kafka cannot be asked.
   */
  commit(group: string, positions: Position[]): Promise<void>;
}

/** The positions of groups in Kafka. */
export class KafkaPositions implements Positions {
  readonly #brokers: Brokers;
  readonly #newFrom: string;

  /** @param newFrom where a group begins with topics that are new to it, unless a start says otherwise. */
  constructor(brokers: Brokers, newFrom: string) {
    this.#brokers = brokers;
    this.#newFrom = newFrom;
  }

  find({ group, topics }: Target, from: string | undefined): Promise<Position[]> {
    return asked(async () => {
      const partitions = await this.#partitions(topics);
      if (from !== undefined) return await this.#positionsAt(partitions, from);
      return await newPositions(this.#brokers, group, partitions, this.#newFrom);
    });
  }

  commit(group: string, positions: Position[]): Promise<void> {
    return asked(async () => {
      await this.#untilEmpty(group);
      try {
        await commitOffsets(this.#brokers, group, positions);
      } catch (error) {
        const hasMembers = hasCode(error, "UNKNOWN_MEMBER_ID");
        throw hasMembers ? await this.#membersRemain(group) : error;
      }
    });
  }

  async #partitions(topics: readonly string[]): Promise<LedPartition[]> {
    try {
      return await partitionsOf(this.#brokers, topics);
    } catch (error) {
      const { code, message } = error as KafkaError;
      throw code === "UNKNOWN_TOPIC_OR_PARTITION" ? new Problem("noTopic", message) : error;
    }
  }

  /** @throws {Error} for a partition without a leader, which cannot be asked. */
  async #positionsAt(partitions: readonly LedPartition[], from: string): Promise<Position[]> {
    const found = await positionsFrom(this.#brokers, partitions, from);
    if (found.length === partitions.length) return found;
    const known = new Set(found.map(partitionName));
    const missing = partitions.map(partitionName).filter((name) => !known.has(name));
    throw new Error(`no leader tells where ${missing.join(", ")} is`);
  }

  async #untilEmpty(group: string): Promise<void> {
    const deadline = performance.now() + EMPTY_TIMEOUT;
    while ((await this.#members(group)).length > 0) {
      if (performance.now() > deadline) throw await this.#membersRemain(group);
      await delay(EMPTY_PAUSE);
    }
  }

  async #members(group: string): Promise<string[]> {
    const { described } = await knownGroup(this.#brokers, group);
    return described.members.map(({ memberId, host }) => `${memberId} at ${host}`);
  }

  async #membersRemain(group: string): Promise<Problem> {
    const remaining = await this.#members(group);
    return new Problem(
      "conflict",
      `Cannot position group ${group} while it has members: stop ${remaining.join(", ")}, ` +
        `or give another group`,
    );
  }
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = `Cannot position the group: ${(error as Error).message}`;
    throw new Problem("noKafka", detail, { cause: error });
  }
}
