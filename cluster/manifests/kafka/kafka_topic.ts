import type { TopicSpec } from "../../topics/topic_spec.ts";
import { objectName, PART_OF } from "../function/names.ts";
import { CLUSTER } from "./kafka_cluster.ts";
import { type KafkaTopic, ofCluster } from "./strimzi.ts";

/**
 * Topics as Strimzi makes them, whose objects have names of their own: Kubernetes knows no upper case.
 *
 * @throws {Error} where two would have one name.
 */
export function kafkaTopics(topics: readonly TopicSpec[]): KafkaTopic[] {
  const byName = Map.groupBy(topics, ({ name }) => objectName(name));
  for (const [name, [one, other]] of byName) {
    if (other === undefined) continue;
    throw new Error(
      `Cannot write KafkaTopics: ${one.name} and ${other.name} would both be ${name}. Rename one`,
    );
  }
  return topics.map(({ name, partitions, replicationFactor, config }) => ({
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaTopic",
    metadata: { name: objectName(name), labels: { ...PART_OF, ...ofCluster(CLUSTER) } },
    spec: { topicName: name, partitions, replicas: replicationFactor, config: { ...config } },
  }));
}
