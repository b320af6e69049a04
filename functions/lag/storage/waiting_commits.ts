import type { OffsetCommitted } from "../../../kafka/protocol/groups/offsets_log.ts";
import { partitionName, type TopicPartition } from "../../../kafka/topic_partition.ts";

/** A commit as it was read, and its offset in `__consumer_offsets`. */
export interface WaitingCommit {
  commit: OffsetCommitted;
  order: number;
}

/**
 * Commits of partitions of which it is not known yet where their logs end: of a topic that was made a
 * moment ago, or whose leader does not answer. Of each group and partition the newest ones are kept.
 */
export class WaitingCommits {
  readonly #kept: number;
  /** By the partition's name, and then by group; oldest first. */
  readonly #commits = new Map<string, Map<string, WaitingCommit[]>>();

  /** @param kept how many of a group and a partition. */
  constructor(kept: number) {
    this.#kept = kept;
  }

  /** The partitions. */
  get partitions(): TopicPartition[] {
    return this.#commits.values()
      .map((groups) => groups.values().next().value![0].commit)
      .toArray();
  }

  /** Takes in a commit. */
  add(waiting: WaitingCommit): void {
    const { group, ...at } = waiting.commit;
    const name = partitionName(at);
    const groups = this.#commits.get(name) ?? new Map<string, WaitingCommit[]>();
    this.#commits.set(name, groups);
    groups.set(group, [...groups.get(group) ?? [], waiting].slice(-this.#kept));
  }

  /** Gives the commits of a partition, of all groups, and forgets them. */
  take(partition: TopicPartition): WaitingCommit[] {
    const name = partitionName(partition);
    const taken = [...this.#commits.get(name)?.values() ?? []].flat();
    this.#commits.delete(name);
    return taken;
  }

  /** Forgets those of a partition, by its name. */
  drop(name: string): void {
    this.#commits.delete(name);
  }

  /** Forgets those of a group for a partition, a topic, or all. */
  forget(group: string, topic?: string, partition?: number): void {
    for (const [name, groups] of this.#commits) {
      const isMeant = topic === undefined ||
        (partition === undefined
          ? name.startsWith(`${topic}/`)
          : name === partitionName({ topic, partition }));
      if (isMeant && groups.delete(group) && groups.size === 0) this.#commits.delete(name);
    }
  }
}
