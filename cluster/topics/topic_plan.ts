/**
 * What must be done so that the cluster has the wanted topics. Only plans; see populate.ts.
 *
 * @module
 */
import type { TopicSpec } from "./topic_spec.ts";

/** A topic as the cluster has it. */
export interface ExistingTopic {
  partitions: number;
  replicationFactor: number;
  /** Every setting in effect, set for the topic or not; none where nothing is wanted of them. */
  config: Readonly<Record<string, string>>;
}

/** One difference between a topic as it is and as it should be. */
export interface Change {
  /** `partitions`, `replicationFactor`, or the name of a setting. */
  what: string;
  from: string;
  to: string;
}

/** What is to be done about one topic. */
export interface Step {
  action: "create" | "alter" | "unchanged" | "impossible";
  topic: TopicSpec;
  /** For `alter` and `impossible`. */
  changes: Change[];
  /** For `impossible`: why, and what to do about it. */
  reason?: string;
}

/**
 * A step for each wanted topic, in their order. Settings that a topic has and nobody asked for
 * stay, and so do topics that nobody asked for.
 */
export function planTopics(
  wanted: readonly TopicSpec[],
  existing: ReadonlyMap<string, ExistingTopic>,
): Step[] {
  return wanted.map((topic) => planTopic(topic, existing.get(topic.name)));
}

function planTopic(topic: TopicSpec, found: ExistingTopic | undefined): Step {
  if (!found) return { action: "create", topic, changes: [] };
  const changes: Change[] = [];
  const compare = (what: string, from: string | number, to: string | number) => {
    if (`${from}` !== `${to}`) changes.push({ what, from: `${from}`, to: `${to}` });
  };
  compare("partitions", found.partitions, topic.partitions);
  compare("replicationFactor", found.replicationFactor, topic.replicationFactor);
  for (const [name, value] of Object.entries(topic.config)) {
    compare(name, found.config[name] ?? "unknown", value);
  }
  const reason = impossibility(topic, found);
  if (reason) return { action: "impossible", topic, changes, reason };
  return { action: changes.length > 0 ? "alter" : "unchanged", topic, changes };
}

function impossibility(topic: TopicSpec, found: ExistingTopic): string | undefined {
  const { name } = topic;
  if (topic.partitions < found.partitions) {
    return "Kafka takes no partitions away. Change topics.json, or lose the topic's records: " +
      `deno task kafka topics --delete --topic ${name}`;
  }
  if (topic.replicationFactor !== found.replicationFactor) {
    return "Replicas must be moved by hand: deno task kafka reassign-partitions";
  }
}
