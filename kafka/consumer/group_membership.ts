import { abortable, deadline, delay } from "@std/async";
import { Brokers } from "../client/brokers.ts";
import { partitionName, type TopicPartition } from "../topic_partition.ts";
import { CommitSchedule } from "./commit_schedule.ts";
import { GroupMember, isRejoin } from "./group_member.ts";
import { LeaderFetches } from "./leader_fetches.ts";
import type { Member, OffsetToCommit } from "./member.ts";
import type { MembershipOptions } from "./membership_options.ts";
import { type AssignedPosition, PartitionFeed } from "./partition_feed.ts";
import { PartitionTurn } from "./turns/partition_turn.ts";
import { Turns } from "./turns/turns.ts";
import { WatchedTopics } from "./watched_topics.ts";

/** How often the group is told that a member is alive, in ms. */
const HEARTBEAT = 1_000;

/** How long the records at hand, a commit and leaving may take when the assignment ends, in ms each. */
const DRAIN_TIMEOUT = 3_000;
const COMMIT_TIMEOUT = 5_000;
const LEAVE_TIMEOUT = 3_000;

/** The pause before something that has failed is tried again, in ms. */
const RETRY_PAUSE = 500;

/** How many partitions are worked on at once, as most of them wait then; those that take very long do not count. */
const CONCURRENCY = 100;

/** What is assigned in one generation of the group. */
interface Assignment<P extends AssignedPosition> {
  feeds: Map<string, PartitionFeed<P>>;
  fetches: LeaderFetches<P>;
  signal: AbortSignal;
}

/**
 * A membership of a group, from joining until it is closed, through any failure of Kafka's: it joins,
 * finds where its partitions go on, fetches, hands out, and commits. When the group rebalances, the
 * records at hand are finished and committed before it joins again; what is not finished by then moves
 * nothing any more.
 */
export class GroupMembership<P extends AssignedPosition> {
  readonly #options: MembershipOptions<P>;
  readonly #member: Member;
  readonly #fetchBrokers: Brokers;
  readonly #watched: WatchedTopics;
  readonly #commits = new CommitSchedule(() => this.#commit());
  readonly #turns = new Turns<PartitionFeed<P>>(CONCURRENCY, (feed) => this.#work(feed));
  readonly #closed = new AbortController();
  /** `undefined` until the assigned partitions are located. */
  #assignment: Assignment<P> | undefined;
  #isPaused: boolean;
  #isEnding = false;
  /** Aborted while nothing is to be begun. */
  #halt = new AbortController();
  #trouble: string | undefined;
  #life = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(options: MembershipOptions<P>) {
    const { settings, brokers, group, topics, paused, member } = options;
    this.#options = options;
    this.#isPaused = paused;
    this.#member = member ?? new GroupMember({ settings, brokers, group, topics });
    this.#fetchBrokers = new Brokers(settings);
    this.#watched = new WatchedTopics(brokers, topics);
  }

  /** The member's id; `undefined` before it has joined. */
  get member(): string | undefined {
    return this.#member.id;
  }

  /** The assigned partitions; `undefined` until they are located. */
  get partitions(): P[] | undefined {
    return this.#assignment && this.#feeds().map(({ partition }) => partition);
  }

  /** Why it is not in the group, or has no partitions of a topic; `undefined` when it has all. */
  get trouble(): string | undefined {
    return this.#trouble ?? this.#watched.trouble;
  }

  /** Why it is not in the group; `undefined` when it is. */
  get lost(): string | undefined {
    return this.#trouble;
  }

  /** Why partitions of its are held up, those that are. */
  get heldUp(): { partition: P; reason: string }[] {
    return this.#feeds().flatMap(({ partition, failure, trouble }) => {
      const reason = failure ?? trouble;
      return reason === undefined ? [] : [{ partition, reason }];
    });
  }

  /** Begins to join the group. */
  open(): void {
    this.#life = this.#live();
  }

  /** Stops after the records at hand, and commits. The assignment stays. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    this.#halt.abort();
    await this.#drain();
    for (const feed of this.#feeds()) feed.clear();
  }

  /** Goes on after {@linkcode pause}. */
  resume(): void {
    this.#isPaused = false;
    this.#halt = new AbortController();
    for (const feed of this.#feeds()) this.#turns.add(feed);
    this.#assignment?.fetches.wake();
  }

  /**
   * Passes by all of a partition up to an offset, if the partition is held up. Whether it is.
   */
  skip(topicPartition: TopicPartition & { offset: number }): boolean {
    const feed = this.#assignment?.feeds.get(partitionName(topicPartition));
    const next = topicPartition.offset + 1;
    if (feed === undefined || next <= feed.partition.position) return false;
    if (feed.trouble === undefined && feed.failure === undefined) return false;
    feed.skip(next);
    this.#turns.add(feed);
    return true;
  }

  /** Goes on at another offset in a partition, if it is assigned and located. Whether it is. */
  seek(topicPartition: TopicPartition & { offset: number }): boolean {
    const feed = this.#assignment?.feeds.get(partitionName(topicPartition));
    if (feed === undefined) return false;
    feed.seek(topicPartition.offset);
    this.#assignment?.fetches.wake();
    return true;
  }

  /** What is to be committed of a partition has changed, although its position has not. */
  commitSoon(): void {
    this.#commits.touch();
  }

  /** Commits these offsets now. @throws {KafkaError} when none is. */
  async commit(offsets: readonly OffsetToCommit[]): Promise<void> {
    for (const { offset, ...of } of await this.#member.commit(offsets)) {
      const feed = this.#assignment?.feeds.get(partitionName(of));
      if (feed !== undefined) feed.partition.committed = offset;
    }
  }

  /** Finishes the records at hand, commits, and leaves the group. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  async #close(): Promise<void> {
    this.#closed.abort();
    await this.#life;
    this.#commits.cancel();
    await deadline(this.#member.leave(), LEAVE_TIMEOUT).catch(() => {});
    await Promise.all([this.#member.close(), this.#fetchBrokers.close()]);
  }

  async #live(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#watched.look();
        const assigned = await abortable(this.#member.join(), signal);
        await this.#serve(assigned);
      } catch (error) {
        if (signal.aborted || isRejoin(error)) continue;
        this.#trouble = (error as Error).message;
        await delay(RETRY_PAUSE, { signal }).catch(() => {});
      }
    }
  }

  /** One generation of the group. @throws what says that it is over. */
  async #serve(assigned: readonly TopicPartition[]): Promise<void> {
    const generation = new AbortController();
    this.#begin(assigned, generation.signal);
    try {
      await this.#stay();
    } finally {
      this.#isEnding = true;
      this.#halt.abort();
      await this.#drain();
      generation.abort();
      this.#turns.clear();
      this.#assignment = undefined;
      this.#isEnding = false;
      if (!this.#isPaused) this.#halt = new AbortController();
    }
  }

  /** Stays in the group until it rebalances, its topics have changed, or this is closed. */
  async #stay(): Promise<void> {
    const { signal } = this.#closed;
    while (!this.#watched.haveChanged) {
      await delay(HEARTBEAT, { signal });
      this.#watched.lookAgain();
      try {
        await this.#member.heartbeat();
        this.#trouble = undefined;
      } catch (error) {
        // Another broker will coordinate the group soon, and knows this generation.
        if (isRejoin(error)) throw error;
        this.#trouble = (error as Error).message;
      }
    }
  }

  /** Begins to fetch, once it is known from where. */
  async #begin(assigned: readonly TopicPartition[], signal: AbortSignal): Promise<void> {
    const { brokers, locate, aheadBytes, onAssigned } = this.#options;
    const { maxWaitMs, isolation, resetTo } = this.#options;
    let located: Map<string, P> | undefined;
    while (located === undefined && !signal.aborted) {
      try {
        located = await locate(assigned);
      } catch (error) {
        this.#trouble = (error as Error).message;
        await delay(RETRY_PAUSE, { signal }).catch(() => {});
      }
    }
    if (located === undefined || signal.aborted) return;
    const feeds = new Map(
      [...located].map(([name, found]) => [name, new PartitionFeed(found, aheadBytes)]),
    );
    const fetches = new LeaderFetches({
      feeds: [...feeds.values()],
      brokers,
      fetchBrokers: this.#fetchBrokers,
      maxWaitMs,
      isolation,
      resetTo,
      isHalted: () => this.#isHalted,
      onFetched: (feed) => this.#turns.add(feed),
    }, signal);
    this.#assignment = { feeds, fetches, signal };
    this.#trouble = undefined;
    onAssigned?.();
  }

  get #isHalted(): boolean {
    return this.#isPaused || this.#isEnding;
  }

  #feeds(): PartitionFeed<P>[] {
    return [...this.#assignment?.feeds.values() ?? []];
  }

  /** Waits for the records at hand, and commits; neither for too long. */
  async #drain(): Promise<void> {
    await deadline(this.#turns.done(), DRAIN_TIMEOUT).catch(() => {});
    await deadline(this.#commits.flush(), COMMIT_TIMEOUT).catch(() => {});
  }

  /** Works on what is in store of a partition, and comes back to it in its turn. */
  async #work(feed: PartitionFeed<P>): Promise<void> {
    const assignment = this.#assignment;
    const name = partitionName(feed.partition);
    if (this.#isHalted || assignment?.feeds.get(name) !== feed) return;
    const { fetches, signal } = assignment;
    let wait: number | void = undefined;
    try {
      const batch = feed.first();
      if (batch) wait = await this.#options.process(feed.partition, batch, this.#turn(feed));
      feed.failure = undefined;
    } catch (error) {
      if (signal.aborted) return;
      const { message } = error as Error;
      feed.failure = `Cannot process ${name}/${feed.partition.position}: ${message}`;
      await delay(RETRY_PAUSE, { signal }).catch(() => {});
    }
    if (signal.aborted) return;
    this.#commits.touch();
    if (feed.first()) this.#turns.add(feed, wait ?? 0);
    fetches.wake();
  }

  #turn(feed: PartitionFeed<P>): PartitionTurn<P> {
    const { fetches, signal } = this.#assignment!;
    return new PartitionTurn({
      feed,
      signal,
      halt: this.#halt.signal,
      hold: this.#turns.hold,
      moved: () => {
        if (signal.aborted) return;
        feed.release();
        fetches.wake();
        this.#commits.touch();
      },
      areOthersWaiting: () => this.#turns.areWaiting,
    });
  }

  async #commit(): Promise<void> {
    const moved = this.#feeds().flatMap(({ partition }) => {
      const { topic, partition: id, committed } = partition;
      const offset = partition.toCommit ?? partition.position;
      if (offset === committed) return [];
      const metadata = partition.metadata();
      return [{ topic, partition: id, offset, metadata, of: partition }];
    });
    if (moved.length === 0) return;
    const committed = await this.#member.commit(moved);
    for (const { of, offset } of committed) of.committed = offset;
    if (committed.length < moved.length) this.#commits.touch();
  }
}
