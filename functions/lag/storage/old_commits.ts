import { partitionName, type TopicPartition } from "../../../kafka/topic_partition.ts";

/**
 * The offsets of commits that are too old to be judged, or were forgotten on request. Kafka has them
 * still, so that a partition with one is not taken for one of which nothing was ever committed.
 */
export class OldCommits {
  /** By group, and then by the partition's name. */
  readonly #offsets = new Map<string, Map<string, number>>();

  /** Takes in the offset of a commit. */
  set(group: string, partition: TopicPartition, offset: number): void {
    const offsets = this.#offsets.get(group) ?? new Map<string, number>();
    this.#offsets.set(group, offsets.set(partitionName(partition), offset));
  }

  /** The offset; `undefined` where there is none. */
  get(group: string, partition: TopicPartition): number | undefined {
    return this.#offsets.get(group)?.get(partitionName(partition));
  }

  /** Forgets what Kafka has forgotten. */
  delete(group: string, partition: TopicPartition): void {
    const offsets = this.#offsets.get(group);
    offsets?.delete(partitionName(partition));
    if (offsets?.size === 0) this.#offsets.delete(group);
  }
}
