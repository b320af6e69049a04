/**
 * What the lag monitor knows, in memory as Burrow keeps it: where the partitions' logs end, and the
 * groups' newest commits. A restart fills it again from `__consumer_offsets`.
 *
 * @module
 */
import { lagOf, nextToRead } from "../../../kafka/admin/groups/lag.ts";
import type { LogEndAt } from "../../../kafka/admin/groups/lag_pace.ts";
import { LogEndLooks } from "../../../kafka/admin/groups/log_end_looks.ts";
import type {
  GroupChanged,
  OffsetCommitted,
  OffsetForgotten,
  Ownership,
} from "../../../kafka/protocol/groups/offsets_log.ts";
import { partitionName } from "../../../kafka/topic_partition.ts";
import { type Commit, CommitWindow } from "./commit_window.ts";
import { OldCommits } from "./old_commits.ts";
import { WaitingCommits } from "./waiting_commits.ts";

/** Options of {@linkcode Storage}. */
export interface StorageOptions {
  /** How many commits and log ends are kept for a partition. */
  intervals: number;
  /** A commit that follows the one before sooner takes its place, in s. */
  minDistance: number;
  /** A group that has not committed for so long is forgotten, in s. */
  expireGroup: number;
  /** Whether a group of this name is watched. */
  accepts(group: string): boolean;
  /** The time, in ms since the Unix epoch. */
  now(): number;
}

/** What a group does with one partition. */
export interface GroupPartition {
  /** Oldest first, `null` where none is yet; none at all where the group never was. */
  offsets: readonly (Commit | null)[];
  commits: readonly Commit[];
  owner: string;
  clientId: string;
  /** The offset of the next record that the group reads; absent where that is not known. */
  next?: number;
  /** Records from there to the end of the log; 0 where either is not known. */
  currentLag: number;
  /**
   * Whether there was something to read at each of the last looks, and nothing was ever committed,
   * though nobody owns the partition or more was written meanwhile.
   */
  isNeverRead: boolean;
  /** Where the log ended at the last looks, oldest first. */
  logEnds: readonly number[];
  /** Where it ended from the first look on. */
  looks: readonly LogEndAt[];
}

/** Who is in a group. */
export interface Membership {
  /** Kafka's protocol type, as far as it is known: `consumer`, `connect`, or nothing. */
  protocolType: string;
  members: number;
}

/** What a group does, by topic and partition. */
export type GroupTopics = ReadonlyMap<string, readonly GroupPartition[]>;

interface StoredGroup extends Membership {
  /** The time of its last commit, in ms since the Unix epoch; 0: there is none. */
  lastCommit: number;
  /** By topic and partition; those without a commit are holes. */
  windows: Map<string, CommitWindow[]>;
  /** By the partition's name. */
  owners: Map<string, Ownership>;
}

/** All that is known of one cluster. */
export class Storage {
  readonly #options: StorageOptions;
  /** By topic and partition: the ends of the log, oldest first. */
  readonly #logEnds = new Map<string, number[][]>();
  readonly #groups = new Map<string, StoredGroup>();
  /** By topic and partition: the offset of the oldest record. */
  readonly #logStarts = new Map<string, number[]>();
  /** By the partition's name. */
  readonly #looks = new Map<string, LogEndLooks>();
  readonly #waiting: WaitingCommits;
  readonly #old = new OldCommits();

  constructor(options: StorageOptions) {
    this.#options = options;
    this.#waiting = new WaitingCommits(options.intervals);
  }

  /** The names of the topics. */
  get topics(): string[] {
    return [...this.#logEnds.keys()];
  }

  /** The names of the groups. */
  get groups(): string[] {
    return [...this.#groups.keys()];
  }

  /** The names of partitions that were committed, and of which nothing else is known. */
  get unknownPartitions(): string[] {
    return this.#waiting.partitions
      .filter(({ topic, partition }) => this.#logEnds.get(topic)?.[partition] === undefined)
      .map(partitionName);
  }

  /** Whether a group of this name is watched. */
  accepts(group: string): boolean {
    return this.#options.accepts(group);
  }

  /** Takes in where a partition's log begins: what nobody ever committed counts from there. */
  addLogStart(topic: string, partition: number, offset: number): void {
    const starts = this.#logStarts.get(topic) ?? [];
    this.#logStarts.set(topic, starts);
    starts[partition] = offset;
  }

  /** Takes in where a partition's log ends now. */
  addLogEnd(topic: string, partition: number, partitionCount: number, offset: number): void {
    let partitions = this.#logEnds.get(topic);
    if (partitions === undefined) this.#logEnds.set(topic, partitions = []);
    while (partitions.length < partitionCount) partitions.push([]);
    const ends = partitions[partition];
    const name = partitionName({ topic, partition });
    const looks = this.#looks.get(name) ?? new LogEndLooks();
    this.#looks.set(name, looks);
    looks.add(this.#options.now(), offset);
    ends.push(offset);
    if (ends.length > this.#options.intervals) ends.shift();
    if (ends.length > 1) return;
    for (const { commit, order } of this.#waiting.take({ topic, partition })) {
      this.addCommit(commit, order);
    }
  }

  /** Where the logs of a topic's partitions end; `undefined` for those of which it is not known. */
  logEnds(topic: string): (number | undefined)[] | undefined {
    return this.#logEnds.get(topic)?.map((ends) => ends.at(-1));
  }

  /** Takes in a commit, unless it is too old; it counts once its partition's log is known. */
  addCommit(commit: OffsetCommitted, order: number): void {
    const { group, topic, partition, offset, timestamp } = commit;
    const { expireGroup, now } = this.#options;
    const seconds = Math.floor(now() / 1000);
    if (!this.accepts(group)) return;
    if (timestamp < (seconds - expireGroup) * 1000) return this.#old.set(group, commit, offset);
    const end = this.#logEnds.get(topic)?.[partition]?.at(-1);
    if (end === undefined) return this.#waiting.add({ commit, order });
    const stored = this.#group(group);
    const window = this.#window(stored, topic, partition);
    if (window.isNewest(order)) stored.lastCommit = timestamp;
    // The end is some seconds old, and the commit may be beyond it.
    const lag = lagOf(offset, end) ?? 0;
    window.add({ offset, timestamp, observedAt: seconds * 1000, lag, order });
  }

  /** Forgets what a group committed for a partition; a group that has nothing else is no more. */
  forgetCommits({ group, topic, partition }: Omit<OffsetForgotten, "kind">): void {
    this.#waiting.forget(group, topic, partition);
    this.#old.delete(group, { topic, partition });
    const stored = this.#groups.get(group);
    if (stored === undefined) return;
    const windows = stored.windows.get(topic) ?? [];
    delete windows[partition];
    if (Object.keys(windows).length === 0) stored.windows.delete(topic);
    if (stored.windows.size === 0) stored.lastCommit = 0;
    this.#dropIfNothing(group, stored);
  }

  /** Takes in who is in a group, and which partitions belong to them. */
  setMembers({ group, protocolType, members, ownerships }: Omit<GroupChanged, "kind">): void {
    if (!this.accepts(group)) return;
    const stored = this.#group(group);
    const owners = ownerships.map((owned) => [partitionName(owned), owned] as const);
    Object.assign(stored, { protocolType, members, owners: new Map(owners) });
    this.#dropIfNothing(group, stored);
  }

  /** Forgets a group, or what it does with one topic; where it was there is remembered. */
  deleteGroup(group: string, topic?: string): void {
    this.#waiting.forget(group, topic);
    for (const [name, ofTopic] of this.#groups.get(group)?.windows ?? []) {
      if (topic !== undefined && topic !== name) continue;
      ofTopic.forEach(({ commits }, partition) => {
        this.#old.set(group, { topic: name, partition }, commits.at(-1)!.offset);
      });
    }
    if (topic === undefined) return void this.#groups.delete(group);
    const { windows, owners } = this.#groups.get(group) ?? {};
    windows?.delete(topic);
    for (const [name, owned] of owners ?? []) if (owned.topic === topic) owners!.delete(name);
  }

  /** Forgets a topic, in all groups too. */
  deleteTopic(topic: string): void {
    this.#logEnds.get(topic)?.forEach((_, partition) => (
      this.#looks.delete(partitionName({ topic, partition }))
    ));
    this.#logEnds.delete(topic);
    this.#logStarts.delete(topic);
    for (const { windows } of this.#groups.values()) windows.delete(topic);
  }

  /** Gives up waiting for where a partition's log ends, by the partition's name. */
  dropWaiting(partition: string): void {
    this.#waiting.drop(partition);
  }

  /** The groups that have something to do with a topic. */
  groupsOf(topic: string): string[] {
    return [...this.#groups].filter(([, group]) => this.#topicsOf(group).has(topic))
      .map(([name]) => name);
  }

  /** Who is in a group; the same object for as long as the group is known. */
  membership(name: string): Membership | undefined {
    return this.#groups.get(name);
  }

  /**
   * What a group does; one that has not committed for too long is forgotten now. Consumers that have
   * not committed yet are not known either, but are kept: LinkedIn's Burrow forgets them, and their
   * owners until the next rebalance: a client that looks too early never sees them.
   */
  group(name: string): GroupTopics | undefined {
    const { expireGroup, now } = this.#options;
    const stored = this.#groups.get(name);
    if (stored === undefined) return undefined;
    const isExpired = (Math.floor(now() / 1000) - expireGroup) * 1000 > stored.lastCommit;
    if (isExpired && stored.lastCommit > 0) {
      this.#groups.delete(name);
      return undefined;
    }
    // Connect's workers and others form groups to share their work, and never commit.
    if (isExpired && isOfConsumers(stored.protocolType)) return undefined;
    const topics = [...this.#topicsOf(stored)];
    return new Map(topics.map((topic) => [topic, this.#describe(name, stored, topic)]));
  }

  /** Consumers that have left, and have committed nothing, are not worth a line. */
  #dropIfNothing(name: string, { windows, members, protocolType }: StoredGroup): void {
    const isNothing = windows.size === 0 && members === 0 && isOfConsumers(protocolType);
    if (isNothing) this.#groups.delete(name);
  }

  /** Those it has commits of, and those that its members own partitions of. */
  #topicsOf({ windows, owners }: StoredGroup): Set<string> {
    const owned = [...owners.values()].map(({ topic }) => topic);
    return new Set([...windows.keys(), ...owned.filter((topic) => this.#logEnds.has(topic))]);
  }

  #describe(group: string, { windows, owners }: StoredGroup, topic: string): GroupPartition[] {
    const [ends = [], ofTopic = []] = [this.#logEnds.get(topic), windows.get(topic)];
    return Array.from({ length: Math.max(ends.length, ofTopic.length) }, (_, partition) => {
      const name = partitionName({ topic, partition });
      const { owner = "", clientId = "" } = owners.get(name) ?? {};
      const { commits = [], slots = [] } = ofTopic.at(partition) ?? {};
      const logEnds = ends[partition] ?? [];
      const looks = this.#looks.get(name)?.looks ?? [];
      const start = this.#logStarts.get(topic)?.[partition];
      const committed = commits.at(-1)?.offset ?? this.#old.get(group, { topic, partition });
      const next = nextToRead(committed, start);
      const currentLag = lagOf(committed, logEnds.at(-1), start) ?? 0;
      const isNeverRead = committed === undefined && logEnds.length === this.#options.intervals &&
        logEnds[0] > (start ?? Infinity) && (owner === "" || logEnds.at(-1)! > logEnds[0]);
      const lag = { next, currentLag, isNeverRead, logEnds, looks };
      return { offsets: slots, commits, owner, clientId, ...lag };
    });
  }

  #group(name: string): StoredGroup {
    let group = this.#groups.get(name);
    if (group === undefined) {
      group = {
        ...{ protocolType: "", members: 0, lastCommit: 0 },
        ...{ windows: new Map(), owners: new Map() },
      };
      this.#groups.set(name, group);
    }
    return group;
  }

  #window({ windows }: StoredGroup, topic: string, partition: number): CommitWindow {
    const ofTopic: CommitWindow[] = windows.get(topic) ?? [];
    windows.set(topic, ofTopic);
    const { intervals, minDistance } = this.#options;
    return ofTopic[partition] ??= new CommitWindow(intervals, minDistance * 1000);
  }
}

/** Whether a group of this protocol type commits offsets; one that is not known does. */
export function isOfConsumers(protocolType: string): boolean {
  return protocolType === "" || protocolType === "consumer";
}
