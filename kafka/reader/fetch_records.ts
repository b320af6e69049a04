import type { Brokers } from "../client/brokers.ts";
import { errorName, KafkaError } from "../errors.ts";
import { fetch } from "../protocol/records/fetch.ts";
import { type LogRecord, readBatches, ReadRoom } from "../protocol/records/record_batch.ts";
import { byTopic, partitionName, type TopicPartition } from "../topic_partition.ts";

/** Where to read a partition. */
export interface Position extends TopicPartition {
  offset: number;
}

/** Bounds of one fetch. */
export interface FetchBounds {
  /** How long the broker may wait for a record to come, in ms. */
  maxWaitMs: number;
  /** Bytes of the answer, and of each partition in it; one batch is sent at least. */
  maxBytes: number;
  maxPartitionBytes: number;
  /** Whether records of transactions that are open or were aborted are left out; by default they are. */
  isolation?: Isolation;
}

/** Which records of transactions are read (KIP-98). */
export type Isolation = "read_committed" | "read_uncommitted";

/** What was fetched of a partition. */
export interface Fetched extends TopicPartition {
  /** Kafka's name of the error, such as OFFSET_OUT_OF_RANGE; then there are no records. */
  error?: string;
  /** What cannot be read, and why, where Kafka answered and its answer makes no sense. */
  detail?: string;
  /** Where all replicas in sync end: what is below is not lost with one of them. */
  highWatermark: number;
  /** The first offset of the oldest open transaction, else the high watermark: reading ends here. */
  lastStableOffset: number;
  /** Those that are committed. */
  records: LogRecord[];
  /** Where to go on: behind all that was read, be it aborted, a control record or compacted away. */
  next: number;
  /** As they were sent. */
  bytes: number;
  /** What the records take in memory, bytes, roughly. */
  taken: number;
}

/** How much memory the records of an answer may take, bytes, but for the last one of them. */
const MAX_TAKEN = 64 * 1024 * 1024;

const READ_UNCOMMITTED = 0;
const READ_COMMITTED = 1;

/**
 * Records of partitions that one broker leads, read without a group: those that no transaction wrote,
 * or one that was committed, unless others are wanted, too.
 *
 * @throws {KafkaError} UNREACHABLE, BROKER_NOT_AVAILABLE.
 */
export async function fetchRecords(
  brokers: Pick<Brokers, "request">,
  leader: number,
  positions: readonly Position[],
  { maxWaitMs, maxBytes, maxPartitionBytes, isolation = "read_committed" }: FetchBounds,
): Promise<Fetched[]> {
  const wanted = byTopic(shuffled(positions), ({ partition, offset }) => ({
    partition,
    leaderEpoch: -1,
    offset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    maxBytes: maxPartitionBytes,
  }));
  const { topics } = await brokers.request(leader, fetch, {
    replicaId: -1,
    maxWaitMs,
    minBytes: 1,
    maxBytes,
    isolationLevel: isolation === "read_committed" ? READ_COMMITTED : READ_UNCOMMITTED,
    sessionId: 0,
    sessionEpoch: -1,
    topics: wanted,
    forgottenTopics: [],
    rackId: "",
  });
  const answers = named(topics);
  const offsets = new Map([...named(wanted)].map(([name, { offset }]) => [name, offset]));
  const fullyServed = beforeFirstRecords([...offsets.keys()], answers);
  const room = new ReadRoom(MAX_TAKEN);
  const all: Fetched[] = [];
  // One after the other, so that no two are unpacked at once.
  for (const [name, answer] of answers) {
    const { topic, partition, errorCode, records: batches } = answer;
    const { highWatermark, lastStableOffset, abortedTransactions } = answer;
    const bytes = batches.length;
    const found = { topic, partition, highWatermark, lastStableOffset, bytes, taken: 0 };
    const offset = offsets.get(name) ?? 0;
    const error = errorName(errorCode);
    if (error) {
      all.push({ ...found, error, records: [], next: offset });
      continue;
    }
    const before = room.taken;
    const read = await readBatches(batches, offset, abortedTransactions ?? [], room)
      .catch((error: KafkaError) => error);
    if (read instanceof KafkaError) {
      all.push({ ...found, error: read.code, detail: read.message, records: [], next: offset });
      continue;
    }
    const { records, next } = read;
    const isBare = batches.length === 0 && fullyServed.has(name);
    const readable = isolation === "read_committed" ? lastStableOffset : highWatermark;
    const end = isBare ? Math.max(offset, readable) : offset;
    all.push({ ...found, taken: room.taken - before, records, next: next ?? end });
  }
  return all;
}

/** Partitions with their topics, by {@linkcode partitionName}. */
function named<T extends { partition: number }>(
  topics: readonly { name: string; partitions: readonly T[] }[],
): Map<string, T & { topic: string }> {
  const all = topics.flatMap(({ name: topic, partitions }) =>
    partitions.map((partition) => ({ ...partition, topic }))
  );
  return new Map(all.map((one) => [partitionName(one), one]));
}

/**
 * The partitions that had all the room of the answer, as those that were asked for before them took
 * none of it. If there is nothing for one of them, then compaction has left nothing there; for others
 * there may only have been no room.
 */
function beforeFirstRecords(
  order: readonly string[],
  answers: ReadonlyMap<string, { records: { length: number } }>,
): Set<string> {
  const first = order.findIndex((name) => (answers.get(name)?.records.length ?? 0) > 0);
  return new Set(first < 0 ? order : order.slice(0, first));
}

/** Kafka fills its answer in the order of the request; so that each partition has its turn (KIP-74). */
function shuffled<T>(values: readonly T[]): T[] {
  return values.map((value) => ({ value, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
