/**
 * The topics that a new function brings along.
 *
 * @module
 */
import type { TopicSpec } from "../../cluster/topics/topic_spec.ts";

/** Partitions of a topic that a function brings: as many replicas of it can share the work. */
const PARTITIONS = 3;

/**
 * The text of `topics.json`: those of the topics that nothing else in the lab brings; nothing where there
 * are none.
 */
export function topicsSource(
  names: readonly string[],
  known: readonly TopicSpec[],
): string | undefined {
  const missing = names.filter((name) => !known.some((topic) => topic.name === name));
  if (missing.length === 0) return undefined;
  const topics = missing.map((name): TopicSpec => ({
    name,
    partitions: PARTITIONS,
    replicationFactor: 3,
    config: { "min.insync.replicas": "2" },
  }));
  return JSON.stringify({ topics });
}
