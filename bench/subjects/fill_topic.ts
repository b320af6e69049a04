import { createKafka } from "../../kafka/client/client.ts";
import type { Lab } from "../../tests/lab.ts";

/** Records that are written at once. */
const BATCH = 5_000;

/** Writes records of 100 bytes to a topic's first partitions, as many to each; a multiple of 5,000. */
export async function fillTopic(
  { brokers }: Lab,
  topic: string,
  records: number,
  value = "x".repeat(100),
  partitions = 1,
): Promise<void> {
  const producer = createKafka({ brokers, clientId: "bench" }).producer();
  await producer.connect();
  const messages = Array.from({ length: BATCH }, (_, i) => ({
    value,
    partition: i % partitions,
  }));
  for (let sent = 0; sent < records; sent += BATCH) {
    await producer.send({ topic, messages, acks: -1 });
  }
  await producer.disconnect();
}
