import type { Brokers } from "../client/brokers.ts";
import { errorName } from "../errors.ts";
import { fetch } from "../protocol/records/fetch.ts";
import { type LogRecord, readBatches } from "../protocol/records/record_batch.ts";

/** Where to read a partition. */
export interface Position {
  topic: string;
  partition: number;
  offset: number;
}

/** Bounds of one fetch. */
export interface FetchBounds {
  /** How long the broker may wait for a record to come, in ms. */
  maxWaitMs: number;
  /** Bytes of the answer, and of each partition in it; one batch is sent at least. */
  maxBytes: number;
  maxPartitionBytes: number;
}

/** What was fetched of a partition. */
export interface Fetched {
  topic: string;
  partition: number;
  /** Kafka's name of the error, such as OFFSET_OUT_OF_RANGE; then there are no records. */
  error?: string;
  highWatermark: number;
  records: LogRecord[];
  /** Where to go on. */
  next: number;
  /** As they were sent. */
  bytes: number;
}

/**
 * Records of partitions that one broker leads, read without a group; those of open and of aborted
 * transactions too.
 *
 * @throws {KafkaError} UNREACHABLE, BROKER_NOT_AVAILABLE, for records that cannot be read.
 */
export async function fetchRecords(
  brokers: Brokers,
  leader: number,
  positions: readonly Position[],
  { maxWaitMs, maxBytes, maxPartitionBytes }: FetchBounds,
): Promise<Fetched[]> {
  const { topics } = await brokers.request(leader, fetch, {
    replicaId: -1,
    maxWaitMs,
    minBytes: 1,
    maxBytes,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [...Map.groupBy(shuffled(positions), ({ topic }) => topic)].map(([name, of]) => ({
      name,
      partitions: of.map(({ partition, offset }) => ({
        partition,
        leaderEpoch: -1,
        offset,
        lastFetchedEpoch: -1,
        logStartOffset: -1,
        maxBytes: maxPartitionBytes,
      })),
    })),
    forgottenTopics: [],
    rackId: "",
  });
  const asked = new Map(
    positions.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]),
  );
  return await Promise.all(
    topics.flatMap(({ name: topic, partitions }) =>
      partitions.map(async ({ partition, errorCode, highWatermark, records: batches }) => {
        const offset = asked.get(`${topic}/${partition}`) ?? 0;
        const error = errorName(errorCode);
        const { records, next = offset } = error
          ? { records: [] }
          : await readBatches(batches, offset);
        const bytes = batches.length;
        return { topic, partition, error, highWatermark, records, next, bytes };
      })
    ),
  );
}

/** Kafka fills its answer in the order of the request; so that each partition has its turn (KIP-74). */
function shuffled<T>(values: readonly T[]): T[] {
  return values.map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
