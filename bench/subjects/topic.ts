import { withBrokers } from "../../cluster/lab_kafka.ts";
import { createTopic, deleteTopic } from "../../kafka/admin/topics/topic_actions.ts";
import type { Lab } from "../../tests/lab.ts";

/** Runs with a topic of its own, which is gone afterwards. */
export async function withTopic<T>(
  lab: Lab,
  partitions: number,
  run: (topic: string) => Promise<T>,
): Promise<T> {
  const name = `bench-${crypto.randomUUID().slice(0, 8)}`;
  await withBrokers(lab.topology, (brokers) => createTopic(brokers, { name, partitions }));
  try {
    return await run(name);
  } finally {
    await withBrokers(lab.topology, (brokers) => deleteTopic(brokers, name));
  }
}
