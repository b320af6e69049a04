import { createTopic, type NewTopic } from "../../../kafka/admin/topics/topic_actions.ts";
import { topicOffsets } from "../../../kafka/admin/offsets.ts";
import { Brokers } from "../../../kafka/client/brokers.ts";
import { follow } from "../../../kafka/reader/follow.ts";
import { FunctionProcess } from "../../processes/function_process.ts";
import type { Lab } from "../../lab.ts";

/** What scenarios of the producer work with: the lab's own and others, topics, and what they hold. */
export function producerStage(lab: Lab) {
  const settings = { brokers: lab.brokers, clientId: "scenario" };
  const name = () => `producing-${crypto.randomUUID()}`;

  async function withBrokers<T>(ask: (brokers: Brokers) => Promise<T>): Promise<T> {
    const brokers = new Brokers(settings);
    try {
      return await ask(brokers);
    } finally {
      await brokers.close();
    }
  }

  const create = (topic: NewTopic) => withBrokers((brokers) => createTopic(brokers, topic));

  async function leaders(topic: string): Promise<number[]> {
    const { topics: [{ partitions }] } = await withBrokers((brokers) => brokers.metadata([topic]));
    return partitions.toSorted((a, b) => a.partition - b.partition).map(({ leader }) => leader);
  }

  async function post(topic: string, records: unknown[]) {
    const response = await fetch(lab.url("producer", `/topics/${topic}`), {
      method: "POST",
      headers: { "content-type": "application/vnd.kafka.json.v2+json" },
      body: JSON.stringify({ records }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  async function call(path: string) {
    const response = await fetch(lab.url("producer", path));
    return { status: response.status, body: await response.json() };
  }

  /** A producer of the scenario's own, which it may end. */
  async function ownProducer(variables: Record<string, string> = {}): Promise<FunctionProcess> {
    const producer = new FunctionProcess("producer", {
      KAFKA_BROKERS: lab.brokers.join(),
      CONTROL_TOPIC: name(),
      ...variables,
    });
    await producer.ready();
    return producer;
  }

  /** All values of a topic, in the order of each partition. */
  async function values(topic: string): Promise<string[]> {
    const ends = await withBrokers((brokers) => topicOffsets(brokers, "end", [topic]));
    const partitions = ends.get(topic)!;
    const count = partitions.reduce<number>((sum, end) => sum + end!, 0);
    const found: string[] = [];
    const ending = new AbortController();
    const decoder = new TextDecoder();
    const from = new Map(partitions.map((_, partition) => [partition, 0]));
    if (count === 0) return found;
    for await (const records of follow(settings, topic, from, ending.signal)) {
      for (const { value } of records) found.push(decoder.decode(value!));
      if (found.length >= count) ending.abort();
    }
    return found;
  }

  return { settings, name, withBrokers, create, leaders, post, call, ownProducer, values };
}
