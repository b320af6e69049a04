import type { Message } from "kafkajs";
import { setTimeout as pause } from "node:timers/promises";
import type { Brokers } from "../../runtime/protocol/brokers.ts";
import { check, KafkaProblem } from "../../runtime/protocol/kafka_problem.ts";
import { Problem } from "../../runtime/errors.ts";
import { partitionOfKey } from "../../runtime/partitioner.ts";
import { type Sender, SendError } from "../../runtime/sender.ts";
import type { NewRecord } from "./cluster.ts";

/** How long a record is tried to be written, in ms. */
const SEND_TIMEOUT = 10_000;

/** How long to wait before it is tried again, in ms. */
const RETRY_PAUSE = 200;

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
    return { partition, offset: Number(await send(sender, topic, message)) };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    if (error.type) throw new KafkaProblem(`produce to ${topic}`, error.type, error.message);
    throw new Problem("noKafka", `Cannot produce to ${topic}: ${error.message}`, { cause: error });
  }
}

/**
 * A new controller gives out no producer ids at first, which kafkajs does not wait for. Nothing has
 * been written then, so it can be tried again.
 */
async function send(sender: Sender, topic: string, message: Message): Promise<bigint> {
  const deadline = performance.now() + SEND_TIMEOUT;
  while (true) {
    const left = deadline - performance.now();
    try {
      return await sender.send(topic, [message], left);
    } catch (error) {
      const isLoading = (error as SendError).type === "GROUP_LOAD_IN_PROGRESS";
      if (!isLoading || left < RETRY_PAUSE) throw error;
      await pause(RETRY_PAUSE);
    }
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
