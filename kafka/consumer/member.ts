import type { TopicPartition } from "../topic_partition.ts";

/** An offset to commit, and what goes with it. */
export interface OffsetToCommit extends TopicPartition {
  offset: number;
  metadata: string;
}

/** Who consumes for a group: says which partitions it has, and commits for them. Each call is one try. */
export interface Member {
  /** The id that the group has given it; `undefined` before it has joined. */
  readonly id: string | undefined;
  /**
   * Joins the group, or joins it again, and returns the partitions that it is assigned.
   *
   * @throws {KafkaError} of which `isRejoin` tells whether to join again at once.
   */
  join(): Promise<TopicPartition[]>;
  /** Tells the group that the member lives. @throws {KafkaError} likewise. */
  heartbeat(): Promise<void>;
  /** Commits offsets, and returns those that are committed. @throws {KafkaError} when none is. */
  commit<O extends OffsetToCommit>(offsets: readonly O[]): Promise<O[]>;
  /** Leaves the group. */
  leave(): Promise<void>;
  /** Ends its connections. */
  close(): Promise<void>;
}
