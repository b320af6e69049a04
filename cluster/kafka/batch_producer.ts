/**
 * Produces batches so that kafkajs 2.2.4 loses and repeats nothing.
 *
 * @module
 */
import { type Kafka, type Message, Partitioners } from "kafkajs";
import { connect } from "./client.ts";
import type { TopicMetadata } from "./metadata.ts";

/** Writes batches of records to one topic. */
export interface BatchProducer {
  /**
   * Writes the records, with acks=all, each key to the partition that any Kafka client would choose.
   *
   * @throws {Error} when a record is not acknowledged; the producer is of no further use then.
   */
  send(messages: Message[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * A producer for a topic.
 *
 * A send goes to one partition, which is chosen here and not by kafkajs: a send over several can
 * resolve although one of them was never sent again after its leader moved, and on a retry records
 * without a key get new partitions (tulios/kafkajs#1005, #1303).
 */
export async function batchProducer(kafka: Kafka, topic: TopicMetadata): Promise<BatchProducer> {
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 30 },
  });
  const partitionOf = Partitioners.DefaultPartitioner();
  const partitionMetadata = topic.partitions.map(({ partition, leader, replicas, isr }) => ({
    partitionErrorCode: 0,
    partitionId: partition,
    leader: leader ?? -1,
    replicas,
    isr,
  }));
  await connect(producer);
  return {
    async send(messages) {
      const batches = Map.groupBy(
        messages,
        (message) => partitionOf({ topic: topic.name, partitionMetadata, message }),
      );
      await Promise.all([...batches].map(async ([partition, batch]) => {
        const placed = batch.map((message) => ({ ...message, partition }));
        const written = await producer.send({ topic: topic.name, acks: -1, messages: placed });
        // kafkajs sends nothing, and says nothing, when it knows of no such partition.
        if (written.length === 0) throw new Error(`there is no partition ${partition}`);
      }));
    },
    close: () => producer.disconnect(),
  };
}
