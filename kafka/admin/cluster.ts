/**
 * What the console asks of Kafka and tells it to do. Pages are written and tested against these
 * interfaces. Every call either answers or fails within seconds, with a KafkaError: its `code` is Kafka's
 * own name of the error, or UNREACHABLE where no broker answered. Offsets are numbers: 2^53 records are enough for any partition.
 *
 * @module
 */

import type { TopicPartition } from "../topic_partition.ts";

/** A broker that is up, by the listener that clients use. */
export interface BrokerAddress {
  id: number;
  host: string;
  port: number;
  rack?: string;
}

/** A topic as a row of a list. */
export interface TopicSummary {
  name: string;
  /** Whether Kafka keeps it for itself, as `__consumer_offsets`. */
  internal: boolean;
  partitions: number;
  /** Of the partition that has the most replicas. */
  replicationFactor: number;
  /** How many partitions have fewer replicas in sync than replicas. */
  underReplicated: number;
  /** How many partitions have no leader. */
  offline: number;
  /** How many partitions are led by another than the first of their replicas (KIP-460). */
  notPreferred: number;
  balance: Balance;
}

/** How evenly a topic's partitions lie on the brokers. */
export interface Balance {
  /** How many brokers there are. */
  brokers: number;
  /** The ids of those that hold a replica of it. */
  holders: number[];
  /** Of those that hold more replicas of it than the average, rounded up. */
  skewed: number[];
  /** Of those that lead more of its partitions than the average, rounded up. */
  leaderSkewed: number[];
}

/** The cluster at a glance: one Metadata request. */
export interface Overview {
  clusterId: string;
  /** The id of the controller; absent while there is none. */
  controller?: number;
  /** By id. */
  brokers: BrokerAddress[];
  /** By name. */
  topics: TopicSummary[];
}

/** Offsets by topic and then partition; `undefined` where the partition has no leader to ask. */
export type Offsets = Map<string, (number | undefined)[]>;

/** Who keeps a partition. */
export interface PartitionReplicas extends TopicPartition {
  leader?: number;
  /** The first one is the preferred leader. */
  replicas: number[];
  isr: number[];
  /** Of `replicas`, those on brokers that are down, or whose log directory failed. */
  offlineReplicas: number[];
}

/** A partition with the log that its leader keeps. */
export interface PartitionDetail extends PartitionReplicas {
  /** Offset of the oldest record; absent without a leader. */
  startOffset?: number;
  /** The high watermark: offset of the next record; absent without a leader. */
  endOffset?: number;
  /** Bytes of the leader's log; absent without a leader, or where log directories cannot be read. */
  sizeBytes?: number;
}

/** Where the value of a setting comes from (KIP-226). */
export type ConfigSource =
  | "topic"
  | "broker"
  | "cluster"
  | "static"
  | "default"
  | "logger"
  | "unknown";

/** One setting of a topic or broker. */
export interface ConfigEntry {
  name: string;
  /** `null`: not set, or sensitive. */
  value: string | null;
  source: ConfigSource;
  /** What it would be if it were reset; `null` where that is nothing or sensitive. */
  default: string | null;
  readOnly: boolean;
  sensitive: boolean;
  type:
    | "boolean"
    | "string"
    | "int"
    | "short"
    | "long"
    | "double"
    | "list"
    | "class"
    | "password"
    | "unknown";
  /** What it does, in Kafka's own words; may contain HTML. */
  doc?: string;
}

/** A topic in full. */
export interface TopicDetail {
  name: string;
  internal: boolean;
  /** By partition. */
  partitions: PartitionDetail[];
  balance: Balance;
  /** By name. */
  config: ConfigEntry[];
}

/** A replica as a log directory holds it (KIP-113). */
export interface LogDirReplica extends TopicPartition {
  sizeBytes: number;
  /** How many records it is behind the high watermark, or behind the current replica if future. */
  lag: number;
  /** Whether it is being moved here from another directory of the same broker. */
  isFuture: boolean;
}

/** A log directory of a broker. */
export interface LogDir {
  broker: number;
  path: string;
  /** Kafka's name of the error if the directory is offline. */
  error?: string;
  /** Of its volume (KIP-827). */
  totalBytes?: number;
  usableBytes?: number;
  replicas: LogDirReplica[];
}

/** The states of a consumer group. `Dead` is also what Kafka says of a group it does not know. */
export type GroupState =
  | "Stable"
  | "PreparingRebalance"
  | "CompletingRebalance"
  | "Empty"
  | "Dead"
  | "Assigning"
  | "Reconciling"
  | "Unknown";

/** A group as a row of a list. */
export interface GroupSummary {
  group: string;
  /** `consumer` for consumers; `connect` and others coordinate something else. */
  protocolType: string;
  state: GroupState;
  /** The broker that coordinates it. */
  coordinator: number;
  members: number;
  /** The topics it has committed offsets of, by name. */
  topics: string[];
  /** Records between its commits and the ends of the partitions that it has commits of. */
  totalLag: number;
  /** Of each of these partitions that has a leader. */
  lags: PartitionLag[];
}

/** How many records a group is behind in a partition. */
export interface PartitionLag extends TopicPartition {
  lag: number;
}

/** A member of a group. */
export interface GroupMember {
  memberId: string;
  /** Of a static member (KIP-345). */
  instanceId?: string;
  clientId: string;
  host: string;
  /** By topic; empty while the group rebalances. */
  assignment: { topic: string; partitions: number[] }[];
}

/** Where a group is in a partition. */
export interface GroupOffset extends TopicPartition {
  /** Absent where it is assigned, but nothing is committed yet. */
  committed?: number;
  metadata?: string;
  /** Absent without a leader. */
  startOffset?: number;
  /** Absent without a leader. */
  endOffset?: number;
  /** Records between the commit and the end, never negative; absent where either is. */
  lag?: number;
  /** The member that it is assigned to. */
  memberId?: string;
}

/** A group in full. */
export interface GroupDetail {
  group: string;
  protocolType: string;
  /** How partitions are assigned, such as `range`; empty while nothing is. */
  protocol: string;
  state: GroupState;
  coordinator: number;
  members: GroupMember[];
  /** What is committed or assigned, by topic and partition. */
  offsets: GroupOffset[];
}

/** A broker in full. */
export interface BrokerDetail extends BrokerAddress {
  controller: boolean;
  /** By name. */
  config: ConfigEntry[];
  /** The partitions that it leads and those that it holds replicas of, by topic and partition. */
  leads: TopicPartition[];
  holds: PartitionReplicas[];
  logDirs: LogDir[];
}

/** A partition whose replicas are being moved (KIP-455). */
export interface Reassignment extends TopicPartition {
  /** All that hold it now, those to go included. */
  replicas: number[];
  adding: number[];
  removing: number[];
  /** Bytes that the brokers to come have, of what the leader's log has times their number. */
  copiedBytes?: number;
  totalBytes?: number;
}

/** A record as Kafka keeps it. */
export interface KafkaRecord extends TopicPartition {
  offset: number;
  /** ms since the Unix epoch. */
  timestamp: number;
  key: Uint8Array | null;
  /** `null` is a tombstone: compaction removes its key. */
  value: Uint8Array | null;
  /** In their order; a name can occur more than once. */
  headers: [name: string, value: Uint8Array | null][];
}

/** Which records are wanted: each text must be contained, in UTF-8. What is left out matches all. */
export interface RecordFilter {
  key?: string;
  value?: string;
  /** Contained in a header's name, its value, or `name:value`. */
  header?: string;
}

/** Where to begin: an offset (clamped to what is there) or the first record of a time on, in ms. */
export type Start = "earliest" | "latest" | { offset: number } | { time: number };

/** What to browse. */
export interface BrowseQuery {
  /** From `latest`, it is the last records that are wanted, else the first ones. */
  from: Start;
  /** Only this one; else all. */
  partition?: number;
  /** How many records at most. */
  limit: number;
  filter?: RecordFilter;
}

/** Why browsing ended: all there is was read, enough was found, or one of its bounds was reached. */
export type BrowseEnd = "all" | "limit" | "records" | "bytes" | "seconds";

/** Records that were browsed. */
export interface Browsed {
  /** By time, oldest first, and in the order of their offsets in each partition. */
  records: KafkaRecord[];
  /** How many were looked at. */
  scannedRecords: number;
  scannedBytes: number;
  /** `records`, `bytes` and `seconds` mean that there may be more that match: it stopped early. */
  end: BrowseEnd;
}

/** What to follow. */
export interface TailQuery {
  partition?: number;
  filter?: RecordFilter;
}

/** Records that were just written. */
export interface Tailed {
  records: KafkaRecord[];
  /** How many were passed over, as more are written than can be followed. */
  skipped: number;
}

/** Reads; nothing here changes anything in Kafka, and no group is joined. */
export interface ClusterReader {
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
  /** By name. */
  groups(): Promise<GroupSummary[]>;
  /** @throws {KafkaError} GROUP_ID_NOT_FOUND. */
  group(name: string): Promise<GroupDetail>;
  /** @throws {KafkaError} BROKER_NOT_AVAILABLE: there is none of this id, or it is down. */
  broker(id: number): Promise<BrokerDetail>;
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

/** A topic to create. */
export interface NewTopic {
  name: string;
  /** Absent: the brokers' `num.partitions`. */
  partitions?: number;
  /** Absent: the brokers' `default.replication.factor`. */
  replicationFactor?: number;
  config?: Record<string, string>;
}

/** Settings to change; all others stay as they are (KIP-339). */
export interface ConfigChange {
  set?: Record<string, string>;
  /** The names of those that return to their default. */
  reset?: readonly string[];
}

/** Whose settings. */
export type ConfigResource = { topic: string } | { broker: number };

/** A record to produce. */
export interface NewRecord {
  key: string | null;
  value: string | null;
  headers?: readonly [name: string, value: string][];
  /** Absent: chosen by the key's murmur2, as Kafka's own producer does, or any without a key. */
  partition?: number;
}

/** Which offsets of a group to set, and to what. */
export interface ResetTarget {
  /** One topic, or all that the group has commits of. */
  topic?: string;
  partition?: number;
  to: Start;
}

/** What a reset does to one partition. */
export interface ResetStep extends TopicPartition {
  /** What is committed now; absent: nothing. */
  from?: number;
  to: number;
  startOffset: number;
  endOffset: number;
}

/** What a reset does. */
export interface ResetPlan {
  group: string;
  state: GroupState;
  /** Kafka takes a reset while the group has no members, and only then. */
  possible: boolean;
  /** By topic and partition. */
  steps: ResetStep[];
}

/** What came of the election of one partition's preferred leader. */
export interface ElectionOutcome extends TopicPartition {
  /** Kafka's name of the error; absent: its preferred leader leads it. */
  error?: string;
  message?: string;
}

/** Replicas for a partition. */
export interface ReplicaMove extends TopicPartition {
  /** In the order of preference: the first one becomes the preferred leader. */
  replicas: readonly number[];
}

/** Changes; what Kafka refuses is thrown as KafkaError. */
export interface ClusterActions {
  /**
   * Settles when all brokers know the topic, as do the next two.
   *
   * @throws {KafkaError} `conflict` if it exists, `invalid` for what Kafka does not take.
   */
  createTopic(topic: NewTopic): Promise<void>;
  /** Kafka removes the data in its own time afterwards. */
  deleteTopic(name: string): Promise<void>;
  /** @param total how many there are to be then; there cannot become fewer. */
  addPartitions(topic: string, total: number): Promise<void>;
  alterConfig(resource: ConfigResource, change: ConfigChange): Promise<void>;
  /** Acknowledged by all replicas in sync when this settles. */
  produce(topic: string, record: NewRecord): Promise<{ partition: number; offset: number }>;
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
