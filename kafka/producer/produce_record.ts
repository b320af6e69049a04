import { delay } from "@std/async";
import type { Buffer } from "node:buffer";
import type { Brokers } from "../client/brokers.ts";
import { check, errorName, KafkaError } from "../errors.ts";
import { produce } from "../protocol/records/produce.ts";
import { writeBatch } from "../protocol/records/write_batch.ts";
import { partitionOfKey } from "./partitioner.ts";
import type { NewRecord, Written } from "./topic_producer.ts";

/** How long the replicas may take, and a leader is looked for, in ms. */
const TIMEOUT = 5_000;

/** The pause before a leader is looked for again, in ms. */
const RETRY_PAUSE = 200;

/** The errors of a broker that does not lead the partition, does not know it yet, or no longer. */
const NOT_LED: ReadonlySet<string> = new Set([
  "UNKNOWN_TOPIC_OR_PARTITION",
  "LEADER_NOT_AVAILABLE",
  "NOT_LEADER_FOR_PARTITION",
]);
const LEADER_NOT_AVAILABLE = 5;

/** The offset of a record that a broker has not written. */
const NO_OFFSET = -1;

/** By what a broker knows a batch of no idempotent producer. */
const NO_SEQUENCE = { producerId: -1n, producerEpoch: -1, firstSequence: -1 };

/**
 * Writes one record, acknowledged by all replicas in sync. It needs no producer id, for which a new
 * controller lets a client wait for 30 s: what may have been written is not sent again, so whoever
 * sees the error can look.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, MESSAGE_TOO_LARGE and the like.
 */
export async function produceRecord(
  brokers: Brokers,
  topic: string,
  { headers = [], ...record }: NewRecord,
): Promise<Written> {
  const end = performance.now() + TIMEOUT;
  const records = writeBatch([{ ...record, headers }], NO_SEQUENCE);
  while (true) {
    const { partition, leader } = await findPartition(brokers, topic, record);
    const { errorCode, errorMessage, baseOffset } = leader < 0
      ? { errorCode: LEADER_NOT_AVAILABLE, errorMessage: null, baseOffset: NO_OFFSET }
      : await write(brokers, leader, { topic, partition, records });
    if (errorCode === 0) return { partition, offset: baseOffset };
    // A leader that is deposed while replicas copy the record says which offset it gave it.
    const isWritten = baseOffset !== NO_OFFSET;
    if (!isWritten && NOT_LED.has(errorName(errorCode)!) && performance.now() < end) {
      await delay(RETRY_PAUSE);
      continue;
    }
    const detail = isWritten ? "its leader moved, and it may be written or not" : errorMessage;
    check(errorCode, `produce to ${topic}`, detail);
  }
}

async function write(
  brokers: Brokers,
  leader: number,
  { topic, partition, records }: { topic: string; partition: number; records: Buffer },
) {
  const request = {
    transactionalId: null,
    acks: -1,
    timeoutMs: TIMEOUT,
    topics: [{ name: topic, partitions: [{ partition, records }] }],
  };
  const { topics } = await brokers.request(leader, produce, request, 2 * TIMEOUT);
  return topics[0].partitions[0];
}

/** The partition that was asked for, or where Kafka's own producer would put the record. */
async function findPartition(
  brokers: Brokers,
  topic: string,
  { key, partition: wanted }: NewRecord,
): Promise<{ partition: number; leader: number }> {
  const { topics: [{ errorCode, partitions }] } = await brokers.metadata([topic]);
  check(errorCode, `produce to ${topic}`);
  const chosen = wanted ??
    (key === null
      ? Math.floor(Math.random() * partitions.length)
      : partitionOfKey(key, partitions.length));
  const found = partitions.find(({ partition }) => partition === chosen);
  if (found) return found;
  const detail = `it has ${partitions.length}, numbered from 0 on`;
  throw new KafkaError(
    "UNKNOWN_PARTITION",
    `Cannot find partition ${chosen} of ${topic}: ${detail}`,
  );
}
