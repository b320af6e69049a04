import { Brokers } from "../client/brokers.ts";
import { coordinatorOf } from "../client/coordinator.ts";
import type { KafkaSettings } from "../client/settings.ts";
import { LOST_COORDINATOR } from "../error_kinds.ts";
import { check, errorName, KafkaError } from "../errors.ts";
import { readAssignment, writeAssignment } from "../protocol/groups/consumer_assignment.ts";
import { readSubscription, writeSubscription } from "../protocol/groups/consumer_subscription.ts";
import { heartbeat } from "../protocol/groups/heartbeat.ts";
import { lastingOffsetCommit } from "../protocol/groups/lasting_offset_commit.ts";
import { joinGroup } from "../protocol/groups/join_group.ts";
import { leaveGroup } from "../protocol/groups/leave_group.ts";
import { offsetCommit } from "../protocol/groups/offset_commit.ts";
import { syncGroup } from "../protocol/groups/sync_group.ts";
import type { Api } from "../protocol/wire/api.ts";
import { byTopic, partitionName, type TopicPartition } from "../topic_partition.ts";
import { assignPartitions } from "./assign_partitions.ts";
import type { Member, OffsetToCommit } from "./member.ts";

/** After how long without a heartbeat the group takes a member for dead, in ms. */
export const SESSION_TIMEOUT = 10_000;

/** How long a member that is taken up with a record may keep a rebalance waiting, in ms. */
const REBALANCE_TIMEOUT = 30_000;

/** How long an answer may take beyond what the group itself takes, in ms. */
const GRACE = 3_000;

/** The group goes on without this generation: the member has to join again. */
const REJOIN: ReadonlySet<string> = new Set([
  "REBALANCE_IN_PROGRESS",
  "ILLEGAL_GENERATION",
  "UNKNOWN_MEMBER_ID",
  "MEMBER_ID_REQUIRED",
]);

/** Whether an error means no more than that the group has to be joined again. */
export function isRejoin(error: unknown): boolean {
  return error instanceof KafkaError && REJOIN.has(error.code);
}

/** Options of {@linkcode GroupMember}. */
export interface MemberOptions {
  settings: KafkaSettings;
  /** To leave over, while it may still be joining. */
  brokers: Brokers;
  group: string;
  topics: readonly string[];
  /**
   * What partitions are assigned by: members that have none in common cannot be in a group together, so
   * that one with a name of its own has the group for itself. Kafka's own clients know `roundrobin`.
   */
  protocol?: string;
  /** For how long commits are kept, in ms; absent: as long as the brokers keep those of any group. */
  retentionMs?: number;
}

/**
 * A member of a group of consumers, in the group's protocol as it was before KIP-848. Each call is one
 * try; after a failure the next one looks for the coordinator anew.
 *
 * It has connections of its own: a broker answers a connection's requests in turn, and joining waits
 * for all other members.
 */
export class GroupMember implements Member {
  readonly #group: string;
  readonly #topics: readonly string[];
  readonly #brokers: Brokers;
  readonly #others: Brokers;
  readonly #protocol: string;
  readonly #retentionMs: number | undefined;
  #id = "";
  #generation = -1;
  #coordinator: number | undefined;

  constructor(options: MemberOptions) {
    const { settings, brokers, group, topics, protocol = "roundrobin", retentionMs } = options;
    this.#brokers = new Brokers(settings);
    this.#others = brokers;
    this.#group = group;
    this.#topics = topics;
    this.#protocol = protocol;
    this.#retentionMs = retentionMs;
  }

  /** The id that the group has given it; `undefined` before it has joined. */
  get id(): string | undefined {
    return this.#id || undefined;
  }

  /**
   * Joins the group, or joins it again, and returns the partitions that it is assigned.
   *
   * @throws {KafkaError} of which {@linkcode isRejoin} tells whether to join again at once.
   */
  async join(): Promise<TopicPartition[]> {
    const joined = await this.#ask(joinGroup, {
      group: this.#group,
      sessionTimeoutMs: SESSION_TIMEOUT,
      rebalanceTimeoutMs: REBALANCE_TIMEOUT,
      memberId: this.#id,
      instanceId: null,
      protocolType: "consumer",
      protocols: [{ name: this.#protocol, metadata: writeSubscription(this.#topics) }],
    }, REBALANCE_TIMEOUT + GRACE);
    if (errorName(joined.errorCode) === "MEMBER_ID_REQUIRED") this.#id = joined.memberId;
    this.#check(joined.errorCode, `join group ${this.#group}`);
    this.#id = joined.memberId;
    this.#generation = joined.generation;
    const isLeader = joined.leader === joined.memberId;
    const synced = await this.#ask(syncGroup, {
      group: this.#group,
      generation: this.#generation,
      memberId: this.#id,
      instanceId: null,
      assignments: isLeader ? await this.#assign(joined.members) : [],
    }, REBALANCE_TIMEOUT + GRACE);
    this.#check(synced.errorCode, `join group ${this.#group}`);
    return readAssignment(synced.assignment).flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition }))
    );
  }

  /**
   * Tells the group that the member lives.
   *
   * @throws {KafkaError} of which {@linkcode isRejoin} tells whether to join again.
   */
  async heartbeat(): Promise<void> {
    const { errorCode } = await this.#ask(heartbeat, {
      group: this.#group,
      generation: this.#generation,
      memberId: this.#id,
      instanceId: null,
    });
    this.#check(errorCode, `stay in group ${this.#group}`);
  }

  /**
   * Commits offsets, and returns those that are committed.
   *
   * @throws {KafkaError} when none is.
   */
  async commit<O extends OffsetToCommit>(offsets: readonly O[]): Promise<O[]> {
    const member = { group: this.#group, generation: this.#generation, member: this.#id };
    const committedAt = byTopic(offsets, ({ partition, offset, metadata }) => (
      { partition, offset, leaderEpoch: -1, metadata }
    ));
    const retentionTimeMs = this.#retentionMs;
    const { topics } = retentionTimeMs === undefined
      ? await this.#ask(offsetCommit, { ...member, instanceId: null, topics: committedAt })
      : await this.#ask(lastingOffsetCommit, { ...member, retentionTimeMs, topics: committedAt });
    const codes = new Map(
      topics.flatMap(({ name: topic, partitions }) =>
        partitions.map(({ partition, errorCode }) => [
          partitionName({ topic, partition }),
          errorCode,
        ])
      ),
    );
    const committed = offsets.filter((one) => codes.get(partitionName(one)) === 0);
    if (committed.length === 0) {
      for (const code of codes.values()) this.#check(code, `commit for group ${this.#group}`);
    }
    return committed;
  }

  /** Leaves the group, if it is in it. @throws {KafkaError} when its coordinator cannot be asked. */
  async leave(): Promise<void> {
    if (this.#id === "") return;
    const members = [{ memberId: this.#id, instanceId: null }];
    const coordinator = await coordinatorOf(this.#others, this.#group);
    const { errorCode } = await this.#others.request(coordinator, leaveGroup, {
      group: this.#group,
      members,
    });
    check(errorCode, `leave group ${this.#group}`);
  }

  /** Ends its connections; what is under way fails within a second. */
  close(): Promise<void> {
    return this.#brokers.close();
  }

  async #assign(members: readonly { memberId: string; metadata: Uint8Array }[]) {
    const subscribers = members.map(({ memberId, metadata }) => (
      { memberId, topics: readSubscription(metadata) }
    ));
    const wanted = [...new Set(subscribers.flatMap(({ topics }) => topics))];
    const { topics } = await this.#brokers.metadata(wanted);
    const partitions = topics.flatMap(({ name: topic, partitions }) =>
      partitions.map(({ partition }) => ({ topic, partition }))
    );
    return [...assignPartitions(subscribers, partitions)].map(([memberId, assigned]) => {
      const topics = byTopic(assigned, ({ partition }) => partition);
      const assignment = writeAssignment(
        topics.map(({ name: topic, partitions }) => ({ topic, partitions })),
      );
      return { memberId, assignment };
    });
  }

  async #ask<Q, R>(api: Api<Q, R>, body: Q, timeoutMs?: number): Promise<R> {
    try {
      this.#coordinator ??= await coordinatorOf(this.#brokers, this.#group);
      return await this.#brokers.request(this.#coordinator, api, body, timeoutMs);
    } catch (error) {
      this.#coordinator = undefined;
      throw error;
    }
  }

  /** @throws {KafkaError} unless the code is 0. */
  #check(code: number, action: string): void {
    const name = errorName(code);
    if (name === "UNKNOWN_MEMBER_ID") this.#id = "";
    if (name !== undefined && LOST_COORDINATOR.has(name)) this.#coordinator = undefined;
    check(code, action);
  }
}
