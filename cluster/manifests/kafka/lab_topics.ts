import { quarantineTopic } from "../../../kafka/letters/letter_topics.ts";
import { isTopicName } from "../../../kafka/names.ts";
import type { TopicSpec } from "../../topics/topic_spec.ts";
import type { FunctionPlan } from "../function/function_plan.ts";

/** The topic that keeps what functions are wanted to do. */
export const CONTROL_TOPIC = "instigator-control";

/**
 * All topics that functions use: those that are declared, that of their wanted state, and those of their
 * dead letters. Nobody has to be allowed to create one.
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
