/**
 * What the console asks of Kafka and tells it to do. Pages are written and tested against these
 * interfaces. Every call either answers or fails within seconds, with a KafkaError: its `code` is Kafka's
 * own name of the error, or UNREACHABLE where no broker answered. Offsets are numbers: 2^53 records are enough for any partition.
 *
 * @module
 */

import type { ActiveProducers } from "../admin/active_producers.ts";
import type { BrokerDetail } from "../admin/broker_detail.ts";
import type { ConfigChange, ConfigEntry, ConfigResource } from "../admin/topics/configs.ts";
import type { GroupDetail } from "../admin/groups/group_detail.ts";
import type { GroupList } from "../admin/groups/group_summaries.ts";
import type { LogDir } from "../admin/replicas/log_dirs.ts";
import type { Offsets } from "../admin/offsets.ts";
import type { Overview } from "../admin/overview.ts";
import type { ElectionOutcome, Reassignment, ReplicaMove } from "../admin/replicas/replicas.ts";
import type { ResetPlan, ResetTarget } from "../admin/groups/reset_offsets.ts";
import type { NewTopic } from "../admin/topics/topic_actions.ts";
import type { EmptiedPartition } from "../admin/topics/empty_topic.ts";
import type { TopicDetail } from "../admin/topics/topic_detail.ts";
import type { LetterActions, LetterReader } from "./letters_client.ts";
import type { NewRecord } from "../producer/topic_producer.ts";
import type { Browsed, BrowseQuery } from "../reader/browse.ts";
import type { Tailed, TailQuery } from "../reader/tail.ts";
import type { TopicPartition } from "../topic_partition.ts";

/** Reads; nothing here changes anything in Kafka, and no group is joined. */
export interface ClusterReader extends LetterReader {
  overview(): Promise<Overview>;
  /** The offsets of the oldest records, of all topics or of these: one ListOffsets a leader. */
  startOffsets(topics?: readonly string[]): Promise<Offsets>;
  /** The high watermarks: what the next record's offset will be. One ListOffsets a leader. */
  endOffsets(topics?: readonly string[]): Promise<Offsets>;
  /** @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION. */
  topic(name: string): Promise<TopicDetail>;
  /** The settings of topics that are set on the topic itself: one DescribeConfigs for all. */
  topicConfigs(names: readonly string[]): Promise<Map<string, ConfigEntry[]>>;
  /** Of all brokers, by broker and path; those of brokers that do not answer are missing. */
  logDirs(): Promise<LogDir[]>;
  groups(): Promise<GroupList>;
  /** @throws {KafkaError} GROUP_ID_NOT_FOUND. */
  group(name: string): Promise<GroupDetail>;
  /** @throws {KafkaError} BROKER_NOT_AVAILABLE: there is none of this id, or it is down. */
  broker(id: number): Promise<BrokerDetail>;
  /** Who writes to these topics now: one DescribeProducers a leader. */
  producers(topics: readonly string[]): Promise<Map<string, ActiveProducers>>;
  /** Those under way, by topic and partition. */
  reassignments(): Promise<Reassignment[]>;
  /**
   * Reads records, bounded in records, bytes and time.
   *
   * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION. When `signal` aborts, its reason.
   */
  browse(topic: string, query: BrowseQuery, signal?: AbortSignal): Promise<Browsed>;
  /**
   * The records written from now on, a few times a second, until `signal` aborts. Where more are
   * written than can be followed, some are skipped, so that it stays live.
   *
   * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, or UNREACHABLE when Kafka is lost on the way.
   */
  tail(topic: string, query: TailQuery, signal: AbortSignal): AsyncIterable<Tailed>;
}

/** Changes; what Kafka refuses is thrown as KafkaError. */
export interface ClusterActions extends LetterActions {
  /**
   * Settles when all brokers know the topic, as do the next two.
   *
   * @throws {KafkaError} `conflict` if it exists, `invalid` for what Kafka does not take.
   */
  createTopic(topic: NewTopic): Promise<void>;
  /** Kafka removes the data in its own time afterwards. */
  deleteTopic(name: string): Promise<void>;
  /** Deletes the records that a topic has now. @throws {KafkaError} POLICY_VIOLATION if it is compacted. */
  emptyTopic(name: string): Promise<EmptiedPartition[]>;
  /** Deletes those of a partition below an offset. @throws {KafkaError} OFFSET_OUT_OF_RANGE beyond its end. */
  deleteRecordsBelow(partition: TopicPartition, offset: number): Promise<EmptiedPartition>;
  /** @param total how many there are to be then; there cannot become fewer. */
  addPartitions(topic: string, total: number): Promise<void>;
  alterConfig(resource: ConfigResource, change: ConfigChange): Promise<void>;
  /** Acknowledged by all replicas in sync when this settles. */
  produce(topic: string, record: NewRecord): Promise<{ partition: number; offset: number }>;
  /** The same of several, in few requests; where one fails, those before it may be written. */
  produceAll(
    topic: string,
    records: readonly NewRecord[],
  ): Promise<{ partition: number; offset: number }[]>;
  /** What {@linkcode resetOffsets} would do now. */
  previewReset(group: string, target: ResetTarget): Promise<ResetPlan>;
  /** Does it, and returns what was done. @throws {KafkaError} `conflict` if the group has members. */
  resetOffsets(group: string, target: ResetTarget): Promise<ResetPlan>;
  /** @throws {KafkaError} `conflict` if the group has members, GROUP_ID_NOT_FOUND. */
  deleteGroup(group: string): Promise<void>;
  /** Of these partitions, or of all (KIP-460); those that have it already are not in the answer. */
  electPreferredLeaders(partitions?: readonly TopicPartition[]): Promise<ElectionOutcome[]>;
  /** Begins to move replicas; {@linkcode ClusterReader.reassignments} tells how far it is. */
  reassign(moves: readonly ReplicaMove[]): Promise<void>;
  /** Goes back to the replicas there were. @throws {KafkaError} `conflict` if nothing is under way. */
  cancelReassignments(partitions: readonly TopicPartition[]): Promise<void>;
}

/** Both. */
export type ClusterClient = ClusterReader & ClusterActions & {
  /** Ends the connections; calls after it fail. */
  close(): Promise<void>;
};
