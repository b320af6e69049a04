import type { Brokers } from "../../runtime/protocol/brokers.ts";
import { check, KafkaProblem } from "../../runtime/protocol/kafka_problem.ts";
import { Problem } from "../../runtime/errors.ts";
import { partitionOfKey } from "../../runtime/partitioner.ts";
import { type Sender, SendError } from "../../runtime/sender.ts";
import type { NewRecord } from "./cluster.ts";

/** How long a record is tried to be written, in ms. */
const SEND_TIMEOUT = 10_000;

/** Writes one record, acknowledged by all replicas in sync. @throws {Problem} `noTopic`, `noPartition`. */
export async function produce(
  { brokers, sender }: { brokers: Brokers; sender: Sender },
  topic: string,
  { key, value, headers = [], partition: wanted }: NewRecord,
): Promise<{ partition: number; offset: number }> {
  const { topics: [{ errorCode, partitions }] } = await brokers.metadata([topic]);
  check(errorCode, `produce to ${topic}`);
  const partition = wanted ?? choosePartition(key, partitions.length);
  if (partition >= partitions.length) {
    const detail = `it has ${partitions.length}, numbered from 0 on`;
    throw new Problem("noPartition", `Cannot find partition ${partition} of ${topic}: ${detail}`);
  }
  try {
    const message = { key, value, partition, headers: toHeaders(headers) };
    const offset = await sender.send(topic, [message], SEND_TIMEOUT);
    return { partition, offset: Number(offset) };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (error.type) throw new KafkaProblem(`produce to ${topic}`, error.type, error.message);
    throw new Problem("noKafka", `Cannot produce to ${topic}: ${error.message}`, { cause: error });
  }
}

/** Where Kafka's own producer would put a record. */
function choosePartition(key: string | null, partitions: number): number {
  return key === null ? Math.floor(Math.random() * partitions) : partitionOfKey(key, partitions);
}

/** kafkajs takes several headers of one name as a list. */
function toHeaders(headers: NonNullable<NewRecord["headers"]>): Record<string, string[]> {
  const byName = Map.groupBy(headers, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.map(([, value]) => value)]),
  );
}
