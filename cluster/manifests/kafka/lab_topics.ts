import { quarantineTopic } from "../../../kafka/letters/letter_topics.ts";
import { isTopicName } from "../../../kafka/names.ts";
import type { TopicSpec } from "../../topics/topic_spec.ts";
import type { FunctionPlan } from "../function/function_plan.ts";

/** The topic that keeps what functions are wanted to do. */
export const CONTROL_TOPIC = "instigator-control";

/** The topic that keeps the past of the console's charts, as the console itself would create it. */
export const HISTORY_TOPIC: TopicSpec = {
  name: "instigator-console-history",
  partitions: 1,
  replicationFactor: 3,
  config: {
    "cleanup.policy": "delete",
    "retention.ms": "7200000",
    "segment.ms": "1800000",
    "retention.bytes": "67108864",
    "segment.bytes": "16777216",
  },
};

/**
 * All topics that functions use: those that are declared, that of their wanted state, that of the console's
 * charts, and those of dead letters. Nobody has to be allowed to create one.
 */
export function allTopics(
  declared: readonly TopicSpec[],
  plans: readonly FunctionPlan[],
): TopicSpec[] {
  const topics = new Map(declared.map((topic) => [topic.name, topic]));
  const add = (topic: TopicSpec) => topics.has(topic.name) || topics.set(topic.name, topic);
  add({
    name: CONTROL_TOPIC,
    partitions: 1,
    replicationFactor: 3,
    config: { "min.insync.replicas": "2", "cleanup.policy": "compact" },
  });
  if (plans.some(({ name }) => name === "console")) add(HISTORY_TOPIC);
  for (
    const { topic, source } of plans.flatMap(({ letters }) => lettersWithQuarantine(letters))
  ) {
    const { partitions = 1, replicationFactor = 3 } = topics.get(source) ?? {};
    add({ name: topic, partitions, replicationFactor, config: { "min.insync.replicas": "2" } });
  }
  return [...topics.values()];
}

/** The topics of dead letters, and of those that came back too often, which are kept apart. */
export function lettersWithQuarantine(letters: FunctionPlan["letters"]): FunctionPlan["letters"] {
  const quarantines = letters.map(({ topic, source }) => ({
    topic: quarantineTopic(topic),
    source,
  }));
  return [...letters, ...quarantines.filter(({ topic }) => isTopicName(topic))];
}
