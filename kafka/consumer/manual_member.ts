import type { TopicPartition } from "../topic_partition.ts";
import { GroupMember, type MemberOptions } from "./group_member.ts";

/**
 * Consumes partitions that it chose itself, as Kafka's `assign()` does: it joins no group, and commits for
 * it from outside, which Kafka takes as long as the group has no members.
 */
export class ManualMember extends GroupMember {
  readonly #partitions: readonly TopicPartition[];

  constructor(options: MemberOptions, partitions: readonly TopicPartition[]) {
    super(options);
    this.#partitions = partitions;
  }

  override join(): Promise<TopicPartition[]> {
    return Promise.resolve([...this.#partitions]);
  }

  override heartbeat(): Promise<void> {
    return Promise.resolve();
  }
}
