import type { Admin, Kafka, KafkaJSProtocolError } from "kafkajs";
import { setTimeout as pause } from "node:timers/promises";
import { Problem } from "../http/problem.ts";
import {
  commitForEmptyGroup,
  committedOffsets,
  logEnds,
  withAdmin,
} from "../../../kafka/consumer/group_admin.ts";
import { SESSION_TIMEOUT } from "../../../kafka/consumer/group_consumer.ts";
import { partitionName, type TopicPartition } from "../../../kafka/topic_partition.ts";
import type { Target } from "./wanted.ts";

/** How long a group may take to lose its members, in ms: one that died stays until its session ends. */
const EMPTY_TIMEOUT = SESSION_TIMEOUT + 5_000;

const EMPTY_PAUSE = 100;

/** An offset to be committed. */
export interface Position extends TopicPartition {
  offset: number;
}

/** Finds and sets the offsets at which a group begins. */
export interface Positions {
  /**
   * The offsets to commit before a start: all, for a group that is to begin `from` somewhere; else
   * those of partitions that are new to the group, at their ends.
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
  readonly #kafka: Kafka;

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
  }

  find({ group, topics }: Target, from: string | undefined): Promise<Position[]> {
    return this.#ask(async (admin) => {
      await checkTopics(admin, topics);
      if (from !== undefined) return await positionsAt(admin, topics, from);
      const committed = await committedOffsets(admin, group, topics);
      const isNew = (position: Position) => !(committed.get(partitionName(position))!.offset >= 0);
      return (await positionsAt(admin, topics, "latest")).filter(isNew);
    });
  }

  commit(group: string, positions: Position[]): Promise<void> {
    return this.#ask(async (admin) => {
      await untilEmpty(admin, group);
      try {
        await commitForEmptyGroup(this.#kafka, group, positions);
      } catch (error) {
        const { type } = error as KafkaJSProtocolError;
        if (type === "UNKNOWN_MEMBER_ID") throw await membersRemain(admin, group);
        throw error;
      }
    });
  }

  async #ask<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    try {
      return await withAdmin(this.#kafka, work);
    } catch (error) {
      if (error instanceof Problem) throw error;
      const detail = `Cannot position the group: ${(error as Error).message}`;
      throw new Problem("noKafka", detail, { cause: error });
    }
  }
}

async function checkTopics(admin: Admin, topics: readonly string[]): Promise<void> {
  const known = await admin.listTopics();
  const unknown = topics.filter((topic) => !known.includes(topic));
  if (unknown.length === 0) return;
  throw new Problem("noTopic", `Cannot consume ${unknown.join(", ")}: create it first`);
}

async function positionsAt(
  admin: Admin,
  topics: readonly string[],
  from: string,
): Promise<Position[]> {
  if (from === "latest" || from === "earliest") {
    const logs = await logEnds(admin, topics);
    const offset = from === "latest" ? "high" : "low";
    return [...logs.values()].map((log) => ({ ...log, offset: log[offset] }));
  }
  const found = await Promise.all(topics.map(async (topic) => {
    const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, Date.parse(from));
    return offsets.map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }));
  }));
  return found.flat();
}

async function untilEmpty(admin: Admin, group: string): Promise<void> {
  const deadline = performance.now() + EMPTY_TIMEOUT;
  while ((await members(admin, group)).length > 0) {
    if (performance.now() > deadline) throw await membersRemain(admin, group);
    await pause(EMPTY_PAUSE);
  }
}

async function members(admin: Admin, groupId: string): Promise<string[]> {
  const { groups } = await admin.describeGroups([groupId]);
  return groups[0].members.map(({ memberId, clientHost }) => `${memberId} at ${clientHost}`);
}

async function membersRemain(admin: Admin, group: string): Promise<Problem> {
  const remaining = await members(admin, group);
  return new Problem(
    "conflict",
    `Cannot position group ${group} while it has members: stop ${remaining.join(", ")}, ` +
      `or give another group`,
  );
}
