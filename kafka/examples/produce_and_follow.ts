/**
 * Writes records to a topic, and reads them without a group:
 * `KAFKA_BROKERS=127.0.0.1:9092 deno run --allow-env --allow-net kafka/examples/produce_and_follow.ts`
 */
import { createTopic, deleteTopic } from "../admin/topics/topic_actions.ts";
import { Brokers } from "../client/brokers.ts";
import { Sender } from "../producer/sender.ts";
import { TopicProducer } from "../producer/topic_producer.ts";
import { follow } from "../reader/follow.ts";

const addresses = (Deno.env.get("KAFKA_BROKERS") ?? "127.0.0.1:9092").split(",");
const settings = { brokers: addresses, clientId: "example" };
const topic = `example-${crypto.randomUUID()}`;

const brokers = new Brokers(settings);
const sender = new Sender(new Brokers(settings));
try {
  await createTopic(brokers, { name: topic, partitions: 1 });
  const producer = new TopicProducer(sender, topic, 1);
  const written = await producer.send([
    { key: "a", value: "first", headers: [["trace", "1"], ["trace", "2"]] },
    { key: "b", value: null },
  ]);
  console.log(written); // [ { partition: 0, offset: 0 }, { partition: 0, offset: 1 } ]

  const ending = new AbortController();
  const decoder = new TextDecoder();
  for await (const records of follow(settings, topic, new Map([[0, 0]]), ending.signal)) {
    for (const { offset, value } of records) {
      console.log(offset, value === null ? "tombstone" : decoder.decode(value));
      if (offset === 1) ending.abort();
    }
  }
} finally {
  await sender.close();
  await deleteTopic(brokers, topic);
  await brokers.close();
}
