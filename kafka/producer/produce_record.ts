import { delay } from "@std/async";
import type { Buffer } from "node:buffer";
import type { Brokers } from "../client/brokers.ts";
import { check, errorName, KafkaError } from "../errors.ts";
import { produce } from "../protocol/records/produce.ts";
import { writeBatch } from "../protocol/records/write_batch.ts";
import { partitionOfKey } from "./partitioner/partitioner.ts";
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

/** Bytes of one batch, about: a topic takes 1 MiB, unless it is told otherwise. */
const BATCH_BYTES = 200_000;

/** What Kafka's refusals mean to who writes a record. */
const REFUSALS: Record<string, string> = {
  MESSAGE_TOO_LARGE: "it is larger than the topic's max.message.bytes",
  RECORD_LIST_TOO_LARGE: "it is larger than the topic's segment.bytes",
  INVALID_RECORD: "the topic is compacted, where every record needs a key",
  INVALID_TIMESTAMP: "its time is farther from the broker's than the topic takes",
  NOT_ENOUGH_REPLICAS: "fewer replicas are in sync than min.insync.replicas asks for",
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: "it is written, but to fewer replicas than " +
    "min.insync.replicas asks for",
  LEADER_NOT_AVAILABLE: "its partition has no leader now",
  REQUEST_TIMED_OUT: "the replicas did not acknowledge it in time; it may be written or not",
  TOPIC_AUTHORIZATION_FAILED: "this user may not write there",
};

/** Writes one record, as {@linkcode produceRecords} does. */
export async function produceRecord(
  brokers: Brokers,
  topic: string,
  record: NewRecord,
): Promise<Written> {
  return (await produceRecords(brokers, topic, [record]))[0];
}

/**
 * Writes records, acknowledged by all replicas in sync; those without a key go to one partition. It
 * needs no producer id, for which a new controller lets a client wait for 30 s: what may have been
 * written is not sent again, so whoever sees the error can look.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, MESSAGE_TOO_LARGE and the like.
 */
export async function produceRecords(
  brokers: Brokers,
  topic: string,
  records: readonly NewRecord[],
): Promise<Written[]> {
  const count = (await partitionsOf(brokers, topic)).length;
  const keyless = Math.floor(Math.random() * count);
  const placed = records.map((record, index) => {
    const { key, partition = key === null ? keyless : partitionOfKey(key, count) } = record;
    return { record, index, partition };
  });
  const written = new Array<Written>(records.length);
  let done = 0;
  for (const [partition, all] of Map.groupBy(placed, ({ partition }) => partition)) {
    for (const batch of batches(all)) {
      try {
        const first = await writeBatchTo(brokers, topic, partition, batch);
        batch.forEach(({ index }, n) => written[index] = { partition, offset: first + n });
      } catch (error) {
        if (done === 0 || !(error instanceof KafkaError)) throw error;
        const message = `${error.message}; ${done} of ${records.length} records are written`;
        throw new KafkaError(error.code, message, { cause: error });
      }
      done += batch.length;
    }
  }
  return written;
}

/** A record, and where it stands among those that are written together. */
interface Placed {
  record: NewRecord;
  index: number;
}

function* batches<P extends Placed>(placed: readonly P[]): Generator<P[]> {
  let [batch, bytes]: [P[], number] = [[], 0];
  for (const one of placed) {
    const size = (one.record.key?.length ?? 0) + (one.record.value?.length ?? 0);
    if (batch.length > 0 && bytes + size > BATCH_BYTES) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(one);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Writes a batch to the partition's leader, whichever that is by then. @returns its first offset. */
async function writeBatchTo(
  brokers: Brokers,
  topic: string,
  partition: number,
  batch: readonly Placed[],
): Promise<number> {
  const end = performance.now() + TIMEOUT;
  const all = batch.map(({ record: { headers = [], ...record } }) => ({ ...record, headers }));
  const records = writeBatch(all, NO_SEQUENCE);
  while (true) {
    const leader = await findLeader(brokers, topic, partition);
    const { errorCode, errorMessage, baseOffset } = leader < 0
      ? { errorCode: LEADER_NOT_AVAILABLE, errorMessage: null, baseOffset: NO_OFFSET }
      : await write(brokers, leader, { topic, partition, records });
    if (errorCode === 0) return baseOffset;
    // A leader that is deposed while replicas copy the record says which offset it gave it.
    const isWritten = baseOffset !== NO_OFFSET;
    const name = errorName(errorCode)!;
    if (!isWritten && NOT_LED.has(name) && performance.now() < end) {
      await delay(RETRY_PAUSE);
      continue;
    }
    const detail = isWritten
      ? "its leader moved, and it may be written or not"
      : REFUSALS[name] ?? errorMessage;
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

async function partitionsOf(brokers: Brokers, topic: string) {
  const { topics: [{ errorCode, partitions }] } = await brokers.metadata([topic]);
  check(errorCode, `produce to ${topic}`);
  return partitions;
}

/** The broker that leads a partition; below 0 where none does. */
async function findLeader(brokers: Brokers, topic: string, wanted: number): Promise<number> {
  const partitions = await partitionsOf(brokers, topic);
  const found = partitions.find(({ partition }) => partition === wanted);
  if (found) return found.leader;
  const detail = `it has ${partitions.length}, numbered from 0 on`;
  throw new KafkaError(
    "UNKNOWN_PARTITION",
    `Cannot find partition ${wanted} of ${topic}: ${detail}`,
  );
}
