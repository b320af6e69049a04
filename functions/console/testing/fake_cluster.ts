/**
 * Kafka's stand-in for unit tests: in memory, and it remembers what it was told to do.
 *
 * @module
 */
import type { BrokerDetail } from "../../../kafka/admin/broker_detail.ts";
import type { ConfigEntry } from "../../../kafka/admin/topics/configs.ts";
import type { GroupDetail } from "../../../kafka/admin/groups/group_detail.ts";
import type { GroupList } from "../../../kafka/admin/groups/group_summaries.ts";
import type { DealOptions } from "../../../kafka/letters/dealing/deal.ts";
import type { RedriveOptions } from "../../../kafka/letters/dealing/redrive.ts";
import type { Overview, TopicSummary } from "../../../kafka/admin/overview.ts";
import type { ResetPlan } from "../../../kafka/admin/groups/reset_offsets.ts";
import type { TopicDetail } from "../../../kafka/admin/topics/topic_detail.ts";
import type { Browsed, BrowsePlace } from "../../../kafka/reader/browse.ts";
import type { NewRecord } from "../../../kafka/producer/topic_producer.ts";
import type { Tailed } from "../../../kafka/reader/tail.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import type { TopicPartition } from "../../../kafka/topic_partition.ts";
import { KafkaError } from "../../../kafka/errors.ts";
import type { ClusterClient } from "../../../kafka/cluster/cluster_client.ts";
import { aLetterList, aReport } from "./letter_samples.ts";
import { anOverview } from "./samples.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A setting that is set on its topic. */
export const COMPACT: ConfigEntry = {
  name: "cleanup.policy",
  value: "compact",
  source: "topic",
  default: "delete",
  readOnly: false,
  sensitive: false,
  type: "list",
};

/** As it is after a restart of its broker. */
const THREADS: ConfigEntry = { ...COMPACT, name: "log.cleaner.threads", source: "static" };

const RETENTION: ConfigEntry = { ...COMPACT, name: "retention.ms", source: "default" };

/** What nobody may see. */
const PASSWORD: ConfigEntry = {
  ...COMPACT,
  name: "ssl.keystore.password",
  value: null,
  source: "broker",
  default: null,
  sensitive: true,
  type: "password",
};

/** A cluster in memory. */
export class FakeCluster implements ClusterClient {
  /** Each change, by its method and arguments. */
  readonly changes: unknown[][] = [];
  /** How often each read was asked. */
  readonly reads = new Map<string, number>();
  /** Why everything fails, if it does. */
  trouble: KafkaError | undefined;
  /** Why changes are refused, if they are. */
  refusal: KafkaError | undefined;
  state: Overview = anOverview();
  records: KafkaRecord[] = [];
  /** Where browsing would go on, and how much of it is left. */
  place: BrowsePlace = new Map();
  left = 0;
  /** The partitions that cannot be read. */
  unread: number[] = [];
  groupNames = ["readers"];
  /** Of all groups. */
  protocolType = "consumer";
  silentBrokers: number[] = [];
  /** Of all partitions, whose high watermark is 10. */
  lastStableOffset = 10;

  #read<T>(name: string, value: () => T): Promise<T> {
    this.reads.set(name, (this.reads.get(name) ?? 0) + 1);
    return this.trouble ? Promise.reject(this.trouble) : Promise.resolve().then(value);
  }

  #change(...change: unknown[]): Promise<void> {
    const problem = this.trouble ?? this.refusal;
    if (problem) return Promise.reject(problem);
    this.changes.push(change);
    return Promise.resolve();
  }

  #summary(name: string): TopicSummary {
    const topic = this.state.topics.find((topic) => topic.name === name);
    if (!topic) {
      throw new KafkaError(
        "UNKNOWN_TOPIC_OR_PARTITION",
        `Cannot find topic ${name}: there is none of this name`,
      );
    }
    return topic;
  }

  overview = () => this.#read("overview", () => structuredClone(this.state));
  startOffsets = () => this.#read("startOffsets", () => new Map());
  endOffsets = () =>
    this.#read("endOffsets", () => new Map(this.state.topics.map(({ name }) => [name, [10, 20]])));
  topicConfigs = (names: readonly string[]) =>
    this.#read("topicConfigs", () => new Map(names.map((name) => [name, [COMPACT]])));
  logDirs = () =>
    this.#read("logDirs", () => [{
      broker: 1,
      path: "/data",
      replicas: [
        { topic: "sampleOne", partition: 0, sizeBytes: 2048, lag: 0, isFuture: false },
      ],
    }]);

  topic = (name: string) =>
    this.#read("topic", (): TopicDetail => {
      const { internal, partitions, balance } = this.#summary(name);
      return {
        name,
        internal,
        balance,
        config: [COMPACT, RETENTION],
        partitions: Array.from({ length: partitions }, (_, partition) => ({
          topic: name,
          partition,
          leader: 1,
          replicas: [1, 2, 3],
          isr: [1, 2, 3],
          offlineReplicas: [],
          startOffset: 0,
          lastStableOffset: this.lastStableOffset,
          endOffset: 10,
          sizeBytes: 2048,
        })),
      };
    });

  groups = () =>
    this.#read("groups", (): GroupList => ({
      groups: this.groupNames.map((group) => ({
        group,
        protocolType: this.protocolType,
        state: "Empty",
        coordinator: 1,
        members: 0,
        topics: ["sampleOne"],
        totalLag: 12,
        neverCommitted: 5,
        lags: [
          { topic: "sampleOne", partition: 0, lag: 7, committed: 3, logStart: 0, end: 10 },
          { topic: "sampleOne", partition: 1, lag: 5, logStart: 15, end: 20 },
        ],
      })),
      silentBrokers: this.silentBrokers,
    }));

  group = (name: string) =>
    this.#read("group", (): GroupDetail => {
      if (!this.groupNames.includes(name)) {
        throw new KafkaError(
          "GROUP_ID_NOT_FOUND",
          `Cannot find group ${name}: there is none of this name`,
        );
      }
      return {
        group: name,
        protocolType: this.protocolType,
        protocol: "",
        state: "Empty",
        coordinator: 1,
        members: [],
        offsets: [
          {
            ...{ topic: "sampleOne", partition: 0, committed: 3 },
            ...{ startOffset: 0, lastStableOffset: 10, endOffset: 10, lag: 7 },
          },
          {
            ...{ topic: "sampleOne", partition: 1 },
            ...{ startOffset: 15, lastStableOffset: 20, endOffset: 20, lag: 5 },
          },
        ],
      };
    });

  broker = (id: number) =>
    this.#read("broker", (): BrokerDetail => {
      const address = this.state.brokers.find((broker) => broker.id === id);
      if (!address) {
        throw new KafkaError("BROKER_NOT_AVAILABLE", `Cannot find broker ${id}: it is not up`);
      }
      return {
        ...address,
        controller: this.state.controller === id,
        config: [{ ...COMPACT, source: "static" }, THREADS, PASSWORD],
        leads: [],
        holds: [],
        logDirs: [],
      };
    });

  producers = (topics: readonly string[]) =>
    this.#read(
      "producers",
      () => new Map(topics.map((topic) => [topic, { ids: [4], inTransaction: 0 }])),
    );

  reassignments = () =>
    this.#read("reassignments", () => [{
      topic: "sampleOne",
      partition: 1,
      replicas: [1, 2, 3],
      adding: [3],
      removing: [1],
      copiedBytes: 1,
      totalBytes: 4,
    }]);

  browse = () =>
    this.#read("browse", (): Browsed => ({
      records: this.records,
      scannedRecords: this.records.length,
      scannedBytes: 100,
      end: this.left > 0 ? "seconds" : "all",
      unread: this.unread,
      place: this.place,
      total: 10,
      left: this.left,
    }));

  async *tail(): AsyncGenerator<Tailed> {
    yield await Promise.resolve({ records: this.records, skipped: 0 });
  }

  letterTopics = () =>
    this.#read("letterTopics", () => [
      { topic: "sampleOne.dlq", partitions: 1, open: 2, unread: [] },
      { topic: "sampleTwo.dlq", partitions: 3, open: 0, unread: [1] },
    ]);
  letterCauses = () =>
    this.#read("letterCauses", () => ({
      causes: [{
        ...{ topic: "sampleOne.dlq", source: "sampleOne", function: "invoices" },
        ...{ error: "Error: no customer #", letters: 2, first: 1, last: 2, slots: [0, 2] },
      }],
      slotLength: 60_000,
      complete: true,
    }));
  letters = (topic: string) => this.#read("letters", () => aLetterList(topic));
  letter = (topic: string) =>
    this.#read("letter", () => ({ letter: aLetterList(topic).letters[0], isOpen: true }));
  planRedrive = (topic: string) =>
    this.#read("planRedrive", () => ({
      ...{ topic, letters: 3, complete: true, unread: [] },
      targets: [{ topic: "sampleOne", letters: 2 }],
      refused: [{ reason: "there is no topic gone", letters: 1 }],
    }));
  planDiscard = (topic: string) =>
    this.#read("planDiscard", () => ({
      ...{ topic, letters: 2, complete: true, unread: [], targets: [], refused: [] },
    }));
  redrive = (topic: string, { signal: _, ...options }: RedriveOptions) =>
    this.#change("redrive", topic, options).then(() => ({ ...aReport(topic), targets: [] }));
  discard = (topic: string, { signal: _, ...options }: DealOptions) =>
    this.#change("discard", topic, options).then(() => aReport(topic));

  createTopic = (...args: unknown[]) => this.#change("createTopic", ...args);
  deleteTopic = (...args: unknown[]) => this.#change("deleteTopic", ...args);
  emptyTopic = (topic: string) =>
    this.#change("emptyTopic", topic).then(() => [{ topic, partition: 0, from: 0, to: 10 }]);
  deleteRecordsBelow = ({ topic, partition }: TopicPartition, to: number) =>
    this.#change("deleteRecordsBelow", { topic, partition }, to)
      .then(() => ({ topic, partition, from: 0, to }));
  addPartitions = (...args: unknown[]) => this.#change("addPartitions", ...args);
  alterConfig = (...args: unknown[]) => this.#change("alterConfig", ...args);
  produce = (...args: unknown[]) =>
    this.#change("produce", ...args).then(() => ({ partition: 0, offset: 10 }));
  produceAll = (topic: string, records: readonly NewRecord[]) =>
    this.#change("produceAll", topic, records).then(() =>
      records.map((_, n) => ({ partition: 0, offset: 10 + n }))
    );
  deleteGroup = (...args: unknown[]) => this.#change("deleteGroup", ...args);
  electPreferredLeaders = (...args: unknown[]) =>
    this.#change("electPreferredLeaders", ...args).then(() => []);
  reassign = (...args: unknown[]) => this.#change("reassign", ...args);
  cancelReassignments = (...args: unknown[]) => this.#change("cancelReassignments", ...args);

  previewReset = (group: string) =>
    this.#read("previewReset", (): ResetPlan => ({
      group,
      state: "Empty",
      possible: true,
      steps: [{
        ...{ topic: "sampleOne", partition: 0, from: 3, to: 0 },
        ...{ startOffset: 0, endOffset: 10, lag: 10 },
      }],
    }));
  resetOffsets = (group: string, ...args: unknown[]) =>
    this.#change("resetOffsets", group, ...args).then(() => this.previewReset(group));

  close = () => Promise.resolve();
}

/** A record with text in it. */
export function aRecord(value: string | null, more: Partial<KafkaRecord> = {}): KafkaRecord {
  return {
    topic: "sampleOne",
    partition: 0,
    offset: 9,
    timestamp: 1763830000000,
    key: bytes("testOne"),
    value: value === null ? null : bytes(value),
    headers: [],
    ...more,
  };
}
