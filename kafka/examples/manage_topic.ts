/**
 * Makes a topic, changes it, and deletes it again:
 * `KAFKA_BROKERS=127.0.0.1:9092 deno run --allow-env --allow-net kafka/examples/manage_topic.ts`
 */
import { alterConfig, topicConfigs } from "../admin/topics/configs.ts";
import { topicOffsets } from "../admin/offsets.ts";
import { addPartitions, createTopic, deleteTopic } from "../admin/topics/topic_actions.ts";
import { Brokers } from "../client/brokers.ts";
import { KafkaError } from "../errors.ts";

const addresses = (Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:9092").split(",");
const topic = `example-${crypto.randomUUID()}`;

const brokers = new Brokers({ brokers: addresses, clientId: "example" });
try {
  // All brokers know the topic when this settles; its partitions have leaders.
  await createTopic(brokers, { name: topic, partitions: 2, config: { "retention.ms": "60000" } });
  await addPartitions(brokers, topic, 3);
  await alterConfig(brokers, { topic }, { set: { "retention.ms": "120000" } });

  const configs = await topicConfigs(brokers, [topic]);
  console.log(configs.get(topic)?.find(({ name }) => name === "retention.ms")?.value); // 120000
  const ends = await topicOffsets(brokers, "end", [topic]);
  console.log(ends.get(topic)); // [ 0, 0, 0 ]

  try {
    await alterConfig(brokers, { topic }, { set: { "retention.ms": "soon" } });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    console.log(error.code, error.retriable); // INVALID_CONFIG false
  }
} finally {
  await deleteTopic(brokers, topic);
  await brokers.close();
}
