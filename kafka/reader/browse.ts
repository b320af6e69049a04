import type { KafkaRecord } from "../record/record.ts";
import { KafkaError } from "../errors.ts";
import type { KafkaSettings } from "../client/settings.ts";
import { mergeRecords } from "./merge_records.ts";
import { PartitionReader } from "./partition_reader.ts";
import { containsMatcher, type RecordFilter } from "../record/record_matcher.ts";
import { BackwardScan, ForwardScan, type Scan } from "./scan.ts";
import { resolveStart, type Start } from "./start.ts";

/** What to browse. */
export interface BrowseQuery {
  /** From `latest`, it is the last records that are wanted, else the first ones. */
  from: Start;
  /** Only this one; else all. */
  partition?: number;
  /** How many records at most. */
  limit: number;
  filter?: RecordFilter;
}

/** Why browsing ended: all there is was read, enough was found, or one of its bounds was reached. */
export type BrowseEnd = "all" | "limit" | "records" | "bytes" | "seconds";

/** Records that were browsed. */
export interface Browsed {
  /** By time, oldest first, and in the order of their offsets in each partition. */
  records: KafkaRecord[];
  /** How many were looked at. */
  scannedRecords: number;
  scannedBytes: number;
  /** `records`, `bytes` and `seconds` mean that there may be more that match: it stopped early. */
  end: BrowseEnd;
  /** Partitions that could not be read: they have no leader, or it does not answer. */
  unread: number[];
}

/** How many records and bytes are looked at, at most, and for how long, in ms. */
const MAX_RECORDS = 200_000;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_TIME = 5_000;

/** Bytes of a broker's answer, shared among the partitions that are read. */
const FETCH_BYTES = 4 * 1024 * 1024;

/** Bytes of a partition in the first answer; more each time, as most who browse want few records. */
const FIRST_PARTITION_BYTES = 32 * 1024;
const GROWTH = 4;

/**
 * Reads records without a group, up to where the logs end when it begins.
 *
 * @throws {KafkaError} UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_PARTITION, UNREACHABLE. When `signal` aborts, its reason.
 */
export async function browse(
  settings: KafkaSettings,
  topic: string,
  query: BrowseQuery,
  signal?: AbortSignal,
): Promise<Browsed> {
  const reader = new PartitionReader(settings, topic);
  try {
    const deadline = performance.now() + MAX_TIME;
    const { scans, unread } = await begin(reader, topic, query);
    let [scannedRecords, scannedBytes] = [0, 0];
    let end: BrowseEnd | undefined;
    for (let round = 0; end === undefined; round++) {
      signal?.throwIfAborted();
      const positions = unfinished(scans);
      if (positions.size === 0) end = "all";
      else if (scannedRecords >= MAX_RECORDS) end = "records";
      else if (scannedBytes >= MAX_BYTES) end = "bytes";
      else if (performance.now() >= deadline) end = "seconds";
      else {
        const bounds = boundsFor(positions.size, round);
        for (const fetched of await reader.read(positions, bounds)) {
          const { partition, records, next, bytes } = fetched;
          scannedRecords += scans.get(partition)!.take(records, next);
          scannedBytes += bytes;
        }
      }
    }
    const found = mergeRecords(topic, [...scans].map(([id, { found }]) => [id, found]));
    const isLatest = query.from === "latest";
    const records = isLatest ? found.slice(-query.limit) : found.slice(0, query.limit);
    if (end === "all" && found.length >= query.limit) end = "limit";
    return { records, scannedRecords, scannedBytes, end, unread };
  } finally {
    await reader.close();
  }
}

/**
 * A scan of each partition, of all or the one asked for, and those that cannot be read.
 *
 * @throws {KafkaError} UNKNOWN_PARTITION.
 */
async function begin(
  reader: PartitionReader,
  topic: string,
  { from, partition, limit, filter }: BrowseQuery,
): Promise<{ scans: Map<number, Scan>; unread: number[] }> {
  const logs = await reader.logs();
  const times = typeof from === "object" && "time" in from
    ? await reader.offsetsAt(from.time)
    : undefined;
  const matches = containsMatcher(filter);
  const scans = new Map<number, Scan>();
  for (const [id, { start, end }] of logs) {
    if (partition !== undefined && partition !== id) continue;
    const isLatest = from === "latest";
    const first = isLatest ? start : resolveStart(from, start, end, times?.get(id));
    const options = { start: first, end, limit, matches };
    scans.set(id, isLatest ? new BackwardScan(options) : new ForwardScan(options));
  }
  const wanted = reader.partitions.filter((id) => partition === undefined || partition === id);
  if (wanted.length === 0) {
    const detail = `there is no partition ${partition}`;
    throw new KafkaError("UNKNOWN_PARTITION", `Cannot read ${topic}: ${detail}`);
  }
  return { scans, unread: wanted.filter((id) => !scans.has(id)) };
}

function unfinished(scans: ReadonlyMap<number, Scan>): Map<number, number> {
  const positions = new Map<number, number>();
  for (const [partition, { position }] of scans) {
    if (position !== undefined) positions.set(partition, position);
  }
  return positions;
}

function boundsFor(partitions: number, round: number) {
  const share = Math.max(FIRST_PARTITION_BYTES, Math.floor(FETCH_BYTES / partitions));
  const maxPartitionBytes = Math.min(share, FIRST_PARTITION_BYTES * GROWTH ** round);
  return { maxWaitMs: 100, maxBytes: FETCH_BYTES, maxPartitionBytes };
}
