import type { KafkaSettings } from "../client/settings.ts";
import { Brokers } from "../client/brokers.ts";
import { activeProducers } from "../admin/active_producers.ts";
import { brokerDetail } from "../admin/broker_detail.ts";
import { browse } from "../reader/browse.ts";
import type { ClusterClient } from "./cluster_client.ts";
import { alterConfig, type ConfigEntry, topicConfigs } from "../admin/topics/configs.ts";
import { lettersClient } from "./letters_client.ts";
import { deleteGroup, previewReset, resetOffsets } from "../admin/groups/reset_offsets.ts";
import { groupDetail } from "../admin/groups/group_detail.ts";
import { groupSummaries } from "../admin/groups/group_summaries.ts";
import { logDirs } from "../admin/replicas/log_dirs.ts";
import { topicOffsets } from "../admin/offsets.ts";
import { overview } from "../admin/overview.ts";
import { produceRecord, produceRecords } from "../producer/produce_record.ts";
import {
  cancelReassignments,
  electPreferredLeaders,
  reassign,
  reassignments,
} from "../admin/replicas/replicas.ts";
import { tail } from "../reader/tail.ts";
import { addPartitions, createTopic, deleteTopic } from "../admin/topics/topic_actions.ts";
import { deleteRecordsBelow, emptyTopic } from "../admin/topics/empty_topic.ts";
import { topicDetail } from "../admin/topics/topic_detail.ts";

/** The console's Kafka. It connects when it is first asked, and again whenever that is needed. */
export function kafkaCluster(settings: KafkaSettings): ClusterClient {
  const brokers = new Brokers(settings);
  return {
    overview: () => overview(brokers),
    startOffsets: (topics) => topicOffsets(brokers, "start", topics ?? null),
    endOffsets: (topics) => topicOffsets(brokers, "end", topics ?? null),
    topic: (name) => topicDetail(brokers, name),
    topicConfigs: async (names) => {
      const found = await topicConfigs(brokers, names);
      const isOwn = ({ source }: ConfigEntry) => source === "topic";
      return new Map(found.entries().map(([name, configs]) => [name, configs.filter(isOwn)]));
    },
    logDirs: async () => {
      const { brokers: nodes } = await brokers.metadata([]);
      return logDirs(brokers, nodes.map(({ nodeId }) => nodeId));
    },
    groups: () => groupSummaries(brokers),
    group: (name) => groupDetail(brokers, name),
    broker: (id) => brokerDetail(brokers, id),
    producers: (topics) => activeProducers(brokers, topics),
    reassignments: () => reassignments(brokers),
    browse: (topic, query, signal) => browse(settings, topic, query, signal),
    tail: (topic, query, signal) => tail(settings, topic, query, signal),
    createTopic: (topic) => createTopic(brokers, topic),
    deleteTopic: (name) => deleteTopic(brokers, name),
    emptyTopic: (name) => emptyTopic(brokers, name),
    deleteRecordsBelow: (partition, offset) => deleteRecordsBelow(brokers, partition, offset),
    addPartitions: (topic, total) => addPartitions(brokers, topic, total),
    alterConfig: (resource, change) => alterConfig(brokers, resource, change),
    produce: (topic, record) => produceRecord(brokers, topic, record),
    produceAll: (topic, records) => produceRecords(brokers, topic, records),
    previewReset: (group, target) => previewReset(brokers, group, target),
    resetOffsets: (group, target) => resetOffsets(brokers, group, target),
    deleteGroup: (group) => deleteGroup(brokers, group),
    electPreferredLeaders: (partitions) => electPreferredLeaders(brokers, partitions),
    reassign: (moves) => reassign(brokers, moves),
    cancelReassignments: (partitions) => cancelReassignments(brokers, partitions),
    ...lettersClient(settings),
    close: () => brokers.close(),
  };
}
