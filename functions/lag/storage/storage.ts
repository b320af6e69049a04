/**
 * What the lag monitor knows, in memory as Burrow keeps it: where the partitions' logs end, and the
 * groups' newest commits. A restart fills it again from `__consumer_offsets`.
 *
 * @module
 */
import { lagOf } from "../../../kafka/admin/groups/lag.ts";
import { type Commit, CommitWindow } from "./commit_window.ts";
import type { OffsetCommitted, Ownership } from "../../../kafka/protocol/groups/offsets_log.ts";

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
  /** Records from the newest commit to the end of the log; 0 without a commit. */
  currentLag: number;
  /** Where the log ended at the last looks, oldest first. */
  logEnds: readonly number[];
}

/** What a group does, by topic and partition. */
export type GroupTopics = ReadonlyMap<string, readonly GroupPartition[]>;

interface StoredPartition {
  window?: CommitWindow;
  owner: string;
  clientId: string;
}

interface StoredGroup {
  /** The time of its last commit, in ms since the Unix epoch. */
  lastCommit: number;
  topics: Map<string, StoredPartition[]>;
}

/** All that is known of one cluster. */
export class Storage {
  readonly #options: StorageOptions;
  /** By topic and partition: the ends of the log, oldest first. */
  readonly #logEnds = new Map<string, number[][]>();
  readonly #groups = new Map<string, StoredGroup>();

  constructor(options: StorageOptions) {
    this.#options = options;
  }

  /** The names of the topics. */
  get topics(): string[] {
    return [...this.#logEnds.keys()];
  }

  /** The names of the groups. */
  get groups(): string[] {
    return [...this.#groups.keys()];
  }

  /** Whether a group of this name is watched. */
  accepts(group: string): boolean {
    return this.#options.accepts(group);
  }

  /** Takes in where a partition's log ends now. */
  addLogEnd(topic: string, partition: number, partitionCount: number, offset: number): void {
    let partitions = this.#logEnds.get(topic);
    if (partitions === undefined) this.#logEnds.set(topic, partitions = []);
    while (partitions.length < partitionCount) partitions.push([]);
    const ends = partitions[partition];
    ends.push(offset);
    if (ends.length > this.#options.intervals) ends.shift();
  }

  /** Where the logs of a topic's partitions end, but for those of which it is not known. */
  logEnds(topic: string): number[] | undefined {
    return this.#logEnds.get(topic)?.flatMap((ends) => ends.slice(-1));
  }

  /** Takes in a commit, unless it is too old, or its partition's log not known. */
  addCommit({ group, topic, partition, offset, timestamp }: OffsetCommitted, order: number): void {
    const { expireGroup, now } = this.#options;
    const seconds = Math.floor(now() / 1000);
    if (timestamp < (seconds - expireGroup) * 1000 || !this.accepts(group)) return;
    const end = this.#logEnds.get(topic)?.[partition]?.at(-1);
    if (end === undefined) return;
    const stored = this.#group(group);
    const window = this.#window(stored, topic, partition);
    if (window.isNewest(order)) stored.lastCommit = timestamp;
    // The end is some seconds old, and the commit may be beyond it.
    const lag = lagOf(offset, end) ?? 0;
    window.add({ offset, timestamp, observedAt: seconds * 1000, lag, order });
  }

  /** Takes in which members a group's partitions belong to; none: to nobody. */
  setOwners(group: string, ownerships: readonly Ownership[]): void {
    if (!this.accepts(group)) return;
    if (ownerships.length === 0) {
      for (const partition of [...this.#groups.get(group)?.topics.values() ?? []].flat()) {
        partition.owner = "";
        partition.clientId = "";
      }
      return;
    }
    const stored = this.#group(group);
    for (const { topic, partition, owner, clientId } of ownerships) {
      if (this.#logEnds.get(topic)?.[partition]?.at(-1) === undefined) continue;
      this.#window(stored, topic, partition);
      Object.assign(stored.topics.get(topic)![partition], { owner, clientId });
    }
  }

  /** Forgets a group, or what it does with one topic. */
  deleteGroup(group: string, topic?: string): void {
    if (topic === undefined) this.#groups.delete(group);
    else this.#groups.get(group)?.topics.delete(topic);
  }

  /** Forgets a topic, in all groups too. */
  deleteTopic(topic: string): void {
    this.#logEnds.delete(topic);
    for (const { topics } of this.#groups.values()) topics.delete(topic);
  }

  /** The groups that have something to do with a topic. */
  groupsOf(topic: string): string[] {
    return this.groups.filter((group) => this.#groups.get(group)!.topics.has(topic));
  }

  /**
   * What a group does; one that has not committed for too long is forgotten now. One that has not
   * committed yet is not known either, but is kept: LinkedIn's Burrow forgets it, and its owners
   * until the next rebalance: a client that looks too early never sees them.
   */
  group(name: string): GroupTopics | undefined {
    const { expireGroup, now } = this.#options;
    const stored = this.#groups.get(name);
    if (stored === undefined) return undefined;
    if ((Math.floor(now() / 1000) - expireGroup) * 1000 > stored.lastCommit) {
      if (stored.lastCommit > 0) this.#groups.delete(name);
      return undefined;
    }
    return new Map(
      [...stored.topics].map(([topic, partitions]) => [
        topic,
        partitions.map((partition, i) => this.#describe(partition, this.#logEnds.get(topic)?.[i])),
      ]),
    );
  }

  #describe({ window, owner, clientId }: StoredPartition, logEnds: number[] = []): GroupPartition {
    const commits = window?.commits ?? [];
    const [last, end] = [commits.at(-1), logEnds.at(-1)];
    const currentLag = lagOf(last?.offset, end) ?? 0;
    return { offsets: window?.slots ?? [], commits, owner, clientId, currentLag, logEnds };
  }

  #group(name: string): StoredGroup {
    let group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, group = { lastCommit: 0, topics: new Map() });
    return group;
  }

  #window({ topics }: StoredGroup, topic: string, partition: number): CommitWindow {
    let partitions = topics.get(topic);
    if (partitions === undefined) topics.set(topic, partitions = []);
    const count = this.#logEnds.get(topic)!.length;
    while (partitions.length < count) partitions.push({ owner: "", clientId: "" });
    const { intervals, minDistance } = this.#options;
    return partitions[partition].window ??= new CommitWindow(intervals, minDistance * 1000);
  }
}
