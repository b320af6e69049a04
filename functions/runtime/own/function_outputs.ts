import { Brokers } from "../../../kafka/client/brokers.ts";
import type { KafkaSettings } from "../../../kafka/client/settings.ts";
import { Outbox } from "../../../kafka/producer/outbox.ts";
import { Sender } from "../../../kafka/producer/sender.ts";
import type { TopicNames } from "../define/place.ts";
import { fetchPartitionCounts, Topics } from "../producing/partition_counts.ts";
import { OutputWriter } from "./output/output_writer.ts";

/** What may wait for Kafka before `produce` is refused. */
const QUEUE = { maxRecords: 100_000, maxBytes: 64 * 2 ** 20 };

/** What a function writes by. */
export interface FunctionOutputs {
  writer: OutputWriter;
  outbox: Outbox;
  topics: Topics;
  /** Waits for what is under way, and closes the connections. */
  close(): Promise<void>;
}

/** Builds what a function writes by. @param name the function's. */
export function buildOutputs(
  name: string,
  { settings, brokers, topicNames = new Map() }: {
    settings: KafkaSettings;
    brokers: Brokers;
    topicNames?: TopicNames;
  },
): FunctionOutputs {
  const sender = new Sender(new Brokers(settings));
  const outbox = new Outbox({
    sender,
    ...QUEUE,
  });
  const topics = new Topics(fetchPartitionCounts(brokers));
  const ticking = setInterval(() => outbox.tick(), 1_000);
  return {
    writer: new OutputWriter({ outbox, topics, topicNames, name }),
    outbox,
    topics,
    async close() {
      await outbox.drained();
      clearInterval(ticking);
      await sender.close();
    },
  };
}
