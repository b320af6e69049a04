/**
 * What the list of topics reads.
 *
 * @module
 */
import type { ConfigEntry } from "../../../../kafka/admin/topics/configs.ts";
import type { LogDir } from "../../../../kafka/admin/replicas/log_dirs.ts";
import type { TopicSummary } from "../../../../kafka/admin/overview.ts";
import { isControlTopic } from "../../live/control_topics.ts";
import { list, type Listed, type Orders } from "../../web/list.tsx";
import type { Console } from "../console.ts";

/** A topic of the list. */
export interface TopicRow extends TopicSummary {
  /** Records a second. */
  perSecond?: number;
  bytes?: number;
}

const ORDERS: Orders<TopicRow> = {
  name: ({ name }) => name,
  partitions: ({ partitions }) => partitions,
  replication: ({ replicationFactor }) => replicationFactor,
  sync: ({ underReplicated, offline }) => offline * 1e6 + underReplicated,
  preferred: ({ partitions, notPreferred, offline }) =>
    (partitions - notPreferred - offline) / Math.max(1, partitions),
  spread: ({ balance }) => balance.holders.length,
  skew: ({ balance }) => balance.skewed.length / Math.max(1, balance.holders.length),
  leaderSkew: ({ balance }) => balance.leaderSkewed.length / Math.max(1, balance.holders.length),
  rate: ({ perSecond }) => perSecond ?? -1,
  size: ({ bytes }) => bytes ?? -1,
};

/** The topics that the query asks for, and those of their settings that are set on them. */
export async function readTopics(
  { cluster, sampler }: Console,
  query: URLSearchParams,
): Promise<{ listed: Listed<TopicRow>; configs: Map<string, ConfigEntry[]> }> {
  const [{ topics }, logDirs] = await Promise.all([cluster.overview(), cluster.logDirs()]);
  const bytes = sizes(logDirs);
  const { rates } = sampler.latest;
  const isShown = ({ internal, name }: TopicSummary) =>
    query.has("internal") || !internal && !isControlTopic(name);
  const listed = list<TopicRow>(query, {
    rows: topics.filter(isShown).map((topic) => ({
      ...topic,
      perSecond: rates.get(topic.name),
      bytes: bytes.get(topic.name),
    })),
    text: ({ name }) => name,
    orders: ORDERS,
    order: "name",
  });
  const configs = await cluster.topicConfigs(listed.rows.map(({ name }) => name));
  return { listed, configs };
}

/** Bytes of each topic: of its partitions, the largest replica each. */
function sizes(logDirs: readonly LogDir[]): Map<string, number> {
  const largest = new Map<string, Map<number, number>>();
  for (const { replicas } of logDirs) {
    for (const { topic, partition, sizeBytes } of replicas) {
      let partitions = largest.get(topic);
      if (partitions === undefined) largest.set(topic, partitions = new Map());
      partitions.set(partition, Math.max(sizeBytes, partitions.get(partition) ?? 0));
    }
  }
  return new Map(
    [...largest].map(([topic, partitions]) => [
      topic,
      [...partitions.values()].reduce((sum, bytes) => sum + bytes, 0),
    ]),
  );
}
