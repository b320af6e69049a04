import type { Brokers } from "../client/brokers.ts";
import type { KafkaSettings } from "../client/settings.ts";
import type { Isolation } from "../reader/fetch_records.ts";
import type { TopicPartition } from "../topic_partition.ts";
import type { FetchedBatch } from "./fetched_batch.ts";
import type { Member } from "./member.ts";
import type { AssignedPosition } from "./partition_feed.ts";
import type { PartitionTurn } from "./turns/partition_turn.ts";

/** Options of a `GroupMembership`. */
export interface MembershipOptions<P extends AssignedPosition> {
  settings: KafkaSettings;
  /** For what is asked beside fetching and the group's protocol. */
  brokers: Brokers;
  group: string;
  /** Who is in the group for it; a member that subscribes to the topics by default. */
  member?: Member;
  topics: readonly string[];
  /** Whether it begins paused. */
  paused: boolean;
  /** How long a broker may wait for records, in ms. */
  maxWaitMs?: number;
  /** Which records of transactions are read; committed ones by default. */
  isolation?: Isolation;
  /** Where it goes on when a log no longer has an offset, or never had it; the start by default. */
  resetTo?: "start" | "end";
  /** How much of a partition may be fetched ahead, in bytes as they were sent. */
  aheadBytes?: number;
  /** Finds out where newly assigned partitions go on; by name. It is tried until it succeeds. */
  locate(assigned: readonly TopicPartition[]): Promise<Map<string, P>>;
  /**
   * Processes a batch, and moves the partition's position. It may go on with what comes into store
   * behind it, or return before all is done: the rest has its turn after others. What it throws is told,
   * and it is called again.
   *
   * @returns how long it waits for more to come, in ms; nothing where it goes on with what is there.
   */
  process(partition: P, batch: FetchedBatch, turn: PartitionTurn<P>): Promise<number | void>;
  /** Called when the assigned partitions are located. */
  onAssigned?(): void;
}
