import { Buffer } from "node:buffer";
import { setTimeout as pause } from "node:timers/promises";
import Record from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
import { RecordBatch } from "kafkajs/src/protocol/recordBatch/v0/index.js";
import { KafkaError } from "../errors.ts";
import { partitionOfKey } from "./partitioner.ts";
import { api } from "../protocol/wire/api.ts";
import type { Brokers } from "../client/brokers.ts";
import {
  array,
  bytes,
  int16,
  int32,
  int64,
  nullableString,
  string,
  struct,
} from "../protocol/wire/fields.ts";
import { check, errorName } from "../errors.ts";

/** A record to produce. */
export interface NewRecord {
  key: string | null;
  value: string | null;
  headers?: readonly [name: string, value: string][];
  /** Absent: chosen by the key's murmur2, as Kafka's own producer does, or any without a key. */
  partition?: number;
}

const produceApi = api("Produce", {
  key: 0,
  version: 9,
  request: {
    transactionalId: nullableString,
    /** -1: of all replicas in sync. */
    acks: int16,
    timeoutMs: int32,
    topics: array(struct({
      name: string,
      partitions: array(struct({ partition: int32, records: bytes })),
    })),
  },
  response: {
    topics: array(struct({
      name: string,
      partitions: array(struct({
        partition: int32,
        errorCode: int16,
        baseOffset: int64,
        logAppendTimeMs: int64,
        logStartOffset: int64,
        recordErrors: array(struct({ index: int32, message: nullableString })),
        errorMessage: nullableString,
      })),
    })),
    throttleTimeMs: int32,
  },
});

/** How long the replicas may take, and a leader is looked for, in ms. */
const TIMEOUT = 5_000;

/** How long to wait before a leader is looked for again, in ms. */
const RETRY_PAUSE = 200;

/** The errors of a broker that does not lead the partition, and so has not written anything. */
const NOT_WRITTEN = new Set(["LEADER_NOT_AVAILABLE", "NOT_LEADER_FOR_PARTITION"]);

/**
 * Writes one record, acknowledged by all replicas in sync. What may have been written is not tried
 * again: who sees the error can look.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, MESSAGE_TOO_LARGE and the like.
 */
export async function produce(
  brokers: Brokers,
  topic: string,
  record: NewRecord,
): Promise<{ partition: number; offset: number }> {
  const deadline = performance.now() + TIMEOUT;
  const records = await batchOf(record);
  while (true) {
    const { partition, leader } = await findPartition(brokers, topic, record);
    const { errorCode, errorMessage, baseOffset } = leader < 0
      ? { errorCode: LEADER_NOT_AVAILABLE, errorMessage: null, baseOffset: -1 }
      : await write(brokers, leader, { topic, partition, records });
    if (errorCode === 0) return { partition, offset: baseOffset };
    if (!NOT_WRITTEN.has(errorName(errorCode)!) || performance.now() > deadline) {
      check(errorCode, `produce to ${topic}`, errorMessage);
    }
    await pause(RETRY_PAUSE);
  }
}

const LEADER_NOT_AVAILABLE = 5;

async function write(
  brokers: Brokers,
  leader: number,
  { topic, partition, records }: { topic: string; partition: number; records: Buffer },
) {
  const { topics } = await brokers.request(leader, produceApi, {
    transactionalId: null,
    acks: -1,
    timeoutMs: TIMEOUT,
    topics: [{ name: topic, partitions: [{ partition, records }] }],
  }, 2 * TIMEOUT);
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

async function batchOf({ key, value, headers = [] }: NewRecord): Promise<Buffer> {
  const byName = Map.groupBy(headers, ([name]) => name);
  const timestamp = Date.now();
  const record = Record({
    key,
    value,
    headers: Object.fromEntries(
      [...byName].map(([name, values]) => [name, values.map(([, value]) => value)]),
    ),
    offsetDelta: 0,
    timestampDelta: 0,
  });
  const batch = await RecordBatch({
    firstTimestamp: timestamp,
    maxTimestamp: timestamp,
    records: [record],
  });
  return batch.buffer;
}
