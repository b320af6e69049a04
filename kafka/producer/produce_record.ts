import type { Brokers } from "../client/brokers.ts";
import { check, KafkaError } from "../errors.ts";
import type { Sender } from "./sender.ts";
import { type NewRecord, TopicProducer, type Written } from "./topic_producer.ts";

/** How long it may take, in ms: a client that meets a broker that hangs loses 5 s to it, or twice. */
const TIMEOUT = 15_000;

/**
 * Writes one record, acknowledged by all replicas in sync.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, MESSAGE_TOO_LARGE and the like.
 */
export async function produceRecord(
  brokers: Brokers,
  sender: Sender,
  topic: string,
  record: NewRecord,
): Promise<Written> {
  const { topics: [{ errorCode, partitions: { length } }] } = await brokers.metadata([topic]);
  check(errorCode, `produce to ${topic}`);
  const { partition } = record;
  if (partition !== undefined && (partition < 0 || partition >= length)) {
    const detail = `it has ${length}, numbered from 0 on`;
    const message = `Cannot find partition ${partition} of ${topic}: ${detail}`;
    throw new KafkaError("UNKNOWN_PARTITION", message);
  }
  try {
    const [written] = await new TopicProducer(sender, topic, length).send([record], TIMEOUT);
    return written;
  } catch (error) {
    if (!(error instanceof KafkaError) || error.code === "UNREACHABLE") throw error;
    const message = `Cannot produce to ${topic}: ${error.message}`;
    throw new KafkaError(error.code, message, { cause: error });
  }
}
