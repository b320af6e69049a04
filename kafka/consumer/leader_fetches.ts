import { delay } from "@std/async";
import type { Brokers } from "../client/brokers.ts";
import { settlesWithin } from "../client/settles_within.ts";
import type { TopicMetadata } from "../protocol/cluster/metadata.ts";
import {
  type FetchBounds,
  type Fetched,
  fetchRecords,
  type Isolation,
} from "../reader/fetch_records.ts";
import { fetchOffsets, type OffsetAt } from "../reader/log_offsets.ts";
import { partitionName } from "../topic_partition.ts";
import type { AssignedPosition, PartitionFeed } from "./partition_feed.ts";

/** Bounds of one fetch: bytes of the answer, and of each partition in it. */
const ANSWER_BYTES = 8 * 1024 * 1024;
const PARTITION_BYTES = 1024 * 1024;

/** How many times their bytes records may take in memory and be counted as they were sent: few are packed better. */
const WELL_PACKED = 8;

/** How much is fetched ahead of all partitions, in bytes. */
const ALL_AHEAD_BYTES = 64 * 1024 * 1024;

/** How long a broker waits for records to come, in ms. */
const MAX_WAIT = 300;

/** The same while partitions are left out whose store is full, for they must not wait for the others. */
const SHORT_WAIT = 10;

/** After how long without an answer, beyond its wait, a leader may be none any more, in ms. */
const PATIENCE = 1_000;

/** How long to wait before a leader that was lost is looked for again, in ms. */
const FIND_PAUSE = 200;

/** Options of {@linkcode LeaderFetches}. */
export interface FetchesOptions<P extends AssignedPosition> {
  feeds: readonly PartitionFeed<P>[];
  /** To look for leaders. */
  brokers: Brokers;
  /** To fetch; nothing else may be asked over it, as a broker answers a connection in turn. */
  fetchBrokers: Brokers;
  /** How long a broker may wait for records, in ms. */
  maxWaitMs?: number;
  /** Which records of transactions are read; committed ones by default. */
  isolation?: Isolation;
  /** Where it goes on when a log no longer has an offset, or never had it. */
  resetTo?: "start" | "end";
  /** Whether nothing is to be fetched now; {@linkcode LeaderFetches.wake} when that has changed. */
  isHalted(): boolean;
  /** There is something to process. */
  onFetched(feed: PartitionFeed<P>): void;
}

/**
 * Keeps partitions supplied, until the signal aborts. Each leader is fetched from in a loop of its own,
 * so that one that hangs holds up its partitions only; each loop has one fetch under way, for all
 * of them whose store is not full.
 */
export class LeaderFetches<P extends AssignedPosition> {
  readonly #options: FetchesOptions<P>;
  readonly #signal: AbortSignal;
  readonly #loops = new Set<number>();
  #changed = Promise.withResolvers<void>();

  constructor(options: FetchesOptions<P>, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.wake());
    this.#findLeaders();
  }

  /** Something has changed for which a loop may wait: room in a store, the halt, a lost leader. */
  wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #findLeaders(): Promise<void> {
    while (!this.#signal.aborted) {
      const changed = this.#changed.promise;
      const lost = this.#options.feeds.filter(({ leader }) => leader === undefined);
      if (lost.length === 0) await changed;
      else await this.#find(lost);
      if (lost.some(({ trouble }) => trouble !== undefined)) await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return delay(FIND_PAUSE, { signal: this.#signal }).catch(() => {});
  }

  async #find(lost: readonly PartitionFeed<P>[]): Promise<void> {
    const names = [...new Set(lost.map(({ partition: { topic } }) => topic))];
    try {
      const { topics } = await this.#options.brokers.metadata(names);
      const found = new Map(topics.map((topic) => [topic.name, topic]));
      await Promise.all(lost.map((feed) => this.#locate(feed, found.get(feed.partition.topic))));
    } catch (error) {
      for (const feed of lost) feed.trouble = (error as Error).message;
    }
  }

  async #locate(feed: PartitionFeed<P>, topic: TopicMetadata | undefined): Promise<void> {
    const { partition } = feed;
    const found = topic?.partitions.find((one) => one.partition === partition.partition);
    if (found === undefined) return noteTrouble(feed, "there is no such partition");
    const { leader } = found;
    if (leader < 0) return noteTrouble(feed, "it has no leader");
    if (feed.topicId === undefined) feed.begin(topic!.id);
    // The topic was deleted and made again: a position in the old one means nothing in this one.
    else if (feed.topicId !== topic!.id && !await this.#goTo("start", feed, leader, topic!.id)) {
      return;
    }
    feed.leader = leader;
    if (this.#loops.has(leader)) return this.wake();
    this.#loops.add(leader);
    this.#fetchFrom(leader);
  }

  async #fetchFrom(leader: number): Promise<void> {
    const { feeds, isHalted } = this.#options;
    while (!this.#signal.aborted) {
      const changed = this.#changed.promise;
      const led = feeds.filter((feed) => feed.leader === leader);
      if (led.length === 0) break;
      const wanted = isHalted() || this.#isFull() ? [] : led.filter((feed) => !feed.isFull);
      if (wanted.length === 0) await changed;
      else await this.#fetch(leader, wanted, wanted.length === led.length);
    }
    this.#loops.delete(leader);
  }

  #isFull(): boolean {
    return this.#options.feeds.reduce((sum, { bytes }) => sum + bytes, 0) >= ALL_AHEAD_BYTES;
  }

  async #fetch(leader: number, wanted: PartitionFeed<P>[], areAll: boolean): Promise<void> {
    const { fetchBrokers, isHalted, maxWaitMs = MAX_WAIT, isolation } = this.#options;
    const bounds: FetchBounds = {
      maxWaitMs: areAll ? maxWaitMs : SHORT_WAIT,
      maxBytes: ANSWER_BYTES,
      maxPartitionBytes: PARTITION_BYTES,
      isolation,
    };
    const asked = new Map(wanted.map((feed) => {
      const { partition: { topic, partition }, next: offset } = feed;
      return [partitionName(feed.partition), { feed, topic, partition, offset }];
    }));
    try {
      const answer = fetchRecords(fetchBrokers, leader, [...asked.values()], bounds);
      await this.#settled(answer, leader, wanted, bounds.maxWaitMs + PATIENCE);
      const fetched = await answer;
      await Promise.all(fetched.map(async (one) => {
        const { feed, offset } = asked.get(partitionName(one))!;
        // Meanwhile what was in store may have been forgotten, to be fetched again; and what comes
        // during a pause can be gone from the log when it ends.
        const isWanted = !this.#signal.aborted && !isHalted() && feed.next === offset;
        if (isWanted) await this.#take(feed, one, leader);
      }));
    } catch (error) {
      if (this.#signal.aborted) return;
      for (const feed of wanted) this.#lose(feed, (error as Error).message);
    }
  }

  /**
   * Waits for a leader's answer, and meanwhile asks the other brokers whether it still leads.
   *
   * @throws {Error} as soon as another one leads one of the partitions.
   */
  async #settled(
    answer: Promise<unknown>,
    leader: number,
    wanted: readonly PartitionFeed<P>[],
    patience: number,
  ): Promise<void> {
    const settled = answer.then(() => false, () => false);
    while (!await settlesWithin(answer, patience)) {
      if (this.#signal.aborted) return;
      const moved = this.#haveMoved(leader, wanted).catch(() => false);
      if (await Promise.race([settled, moved])) {
        throw new Error(`broker ${leader} does not answer, and leads it no more`);
      }
    }
  }

  async #haveMoved(leader: number, feeds: readonly PartitionFeed<P>[]): Promise<boolean> {
    const names = [...new Set(feeds.map(({ partition: { topic } }) => topic))];
    const { topics } = await this.#options.brokers.metadata(names);
    const leaders = new Map(
      topics.flatMap(({ name: topic, partitions }) =>
        partitions.map(({ partition, leader }) => [partitionName({ topic, partition }), leader])
      ),
    );
    return feeds.some(({ partition }) => {
      const now = leaders.get(partitionName(partition)) ?? -1;
      return now >= 0 && now !== leader;
    });
  }

  async #take(feed: PartitionFeed<P>, fetched: Fetched, leader: number): Promise<void> {
    const { error, detail = error, highWatermark, lastStableOffset } = fetched;
    if (error === "OFFSET_OUT_OF_RANGE") return void await this.#reset(feed, leader);
    if (detail !== undefined) return this.#lose(feed, detail);
    feed.partition.noteEnds(highWatermark, lastStableOffset);
    const { next } = feed;
    feed.take({ ...fetched, bytes: Math.max(fetched.bytes, fetched.taken / WELL_PACKED) });
    if (feed.next !== next) this.#options.onFetched(feed);
  }

  /** Goes on where the log begins, or ends, as it does not have the offset. */
  #reset(feed: PartitionFeed<P>, leader: number): Promise<boolean> {
    const { resetTo = "start", isolation } = this.#options;
    const end = isolation === "read_uncommitted" ? "end" : "stable";
    return this.#goTo(resetTo === "end" ? end : "start", feed, leader);
  }

  /** Goes on at a place in the log. Whether its leader says where that is. */
  async #goTo(
    at: OffsetAt,
    feed: PartitionFeed<P>,
    leader: number,
    topicId = feed.topicId,
  ): Promise<boolean> {
    const { topic, partition } = feed.partition;
    const led = [{ topic, partition, leader }];
    const found = await fetchOffsets(this.#options.brokers, led, at);
    const start = found.get(topic)?.get(partition);
    if (start === undefined) {
      this.#lose(feed, `its leader does not say where it ${at === "start" ? "begins" : "ends"}`);
    } else {
      feed.jump(start, topicId);
      this.#options.onFetched(feed);
    }
    return start !== undefined;
  }

  #lose(feed: PartitionFeed<P>, reason: string): void {
    noteTrouble(feed, reason);
    feed.leader = undefined;
    this.wake();
  }
}

function noteTrouble<P extends AssignedPosition>(feed: PartitionFeed<P>, reason: string): void {
  const { topic, partition } = feed.partition;
  feed.trouble = `Cannot read ${topic}/${partition}: ${reason}`;
}
