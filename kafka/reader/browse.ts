import type { KafkaRecord } from "../record/record.ts";
import { KafkaError } from "../errors.ts";
import { Turn } from "../in_turns.ts";
import type { KafkaSettings } from "../client/settings.ts";
import type { LogRecord } from "../protocol/records/record_batch.ts";
import { containsMatcher, type RecordFilter } from "../record/matching/record_matcher.ts";
import type { RecordExpression } from "../record/matching/record_expression.ts";
import { mergeRecords } from "./merge_records.ts";
import { PartitionReader } from "./partition_reader.ts";
import { BackwardScan, ForwardScan, type Scan } from "./scan.ts";
import { resolveStart, type Start } from "./start.ts";

/** Where browsing goes on in each partition: with this offset, or below it where it goes backwards. */
export type BrowsePlace = ReadonlyMap<number, number>;

/** What to browse. */
export interface BrowseQuery {
  /** From `latest`, it is the last records that are wanted, else the first ones. */
  from: Start;
  /** Where to go on, as an earlier answer has told it; partitions that are not in it are begun. */
  place?: BrowsePlace;
  /** Only this one; else all. */
  partition?: number;
  /** How many records at most. */
  limit: number;
  filter?: RecordFilter;
  /** A condition that they must meet besides. */
  where?: RecordExpression;
  /** For how long to look, in ms; no more than 5,000. */
  maxTime?: number;
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
  /** All but `all` mean that there may be more that match. */
  end: BrowseEnd;
  /** Partitions that could not be read: they have no leader, or it does not answer. */
  unread: number[];
  /** Where to go on. */
  place: BrowsePlace;
  /** How many offsets there are to look at from `from` on, and how many of them are left. */
  total: number;
  left: number;
}

/** How many records and bytes are looked at, at most, and for how long, in ms. */
const MAX_RECORDS = 200_000;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_TIME = 5_000;

/** What the records that are looked at may take in memory, bytes: all of them may be found. */
const MAX_TAKEN = 128 * 1024 * 1024;

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
    const { maxTime = MAX_TIME } = query;
    const began = performance.now();
    const { scans, unread, total } = await begin(reader, topic, query);
    const boundaries = new Map([...scans].map(([id, { scan }]) => [id, scan.boundary]));
    const moved = () => [...scans].some(([id, { scan }]) => scan.boundary !== boundaries.get(id));
    // What was begun of a window that is read backwards is lost, so it has more time.
    const most = query.from === "latest" ? MAX_TIME : Math.min(maxTime, MAX_TIME);
    const isOver = () => performance.now() - began >= most;
    let [scannedRecords, scannedBytes, taken] = [0, 0, 0];
    let end: BrowseEnd | undefined;
    for (let round = 0; end === undefined; round++) {
      signal?.throwIfAborted();
      const positions = unfinished(scans);
      const time = performance.now() - began;
      if (positions.size === 0) end = "all";
      else if (scannedRecords >= MAX_RECORDS) end = "records";
      else if (scannedBytes >= MAX_BYTES || taken >= MAX_TAKEN) end = "bytes";
      else if (time >= MAX_TIME || (time >= maxTime && moved())) end = "seconds";
      else {
        const bounds = boundsFor(positions.size, round);
        for (const fetched of await reader.read(positions, bounds)) {
          const { partition, records, next, bytes } = fetched;
          const { scan, look } = scans.get(partition)!;
          const looked = await look(records, isOver);
          scannedRecords += looked < records.length
            ? scan.take(records.slice(0, looked), records[looked].offset)
            : scan.take(records, next);
          scannedBytes += bytes;
          taken += fetched.taken;
        }
      }
    }
    const found = mergeRecords(topic, [...scans].map(([id, { scan }]) => [id, scan.found]));
    const isLatest = query.from === "latest";
    const records = isLatest ? found.slice(-query.limit) : found.slice(0, query.limit);
    const { place, left } = placeAfter(scans, records);
    if (end === "all" && left > 0) end = "limit";
    return { records, scannedRecords, scannedBytes, end, unread, place, total, left };
  } finally {
    await reader.close();
  }
}

/** A partition that is browsed. */
interface Browsing {
  scan: Scan;
  /** The last offset to go to: the end of the log, or its beginning. */
  last: number;
  /** Finds those that match, before the scan takes them. @returns at how many it has looked when time was over. */
  look(records: readonly LogRecord[], isOver: () => boolean): Promise<number>;
}

/**
 * A scan of each partition, of all or the one asked for, and those that cannot be read.
 *
 * @throws {KafkaError} UNKNOWN_PARTITION.
 */
async function begin(
  reader: PartitionReader,
  topic: string,
  { from, place, partition, limit, filter, where }: BrowseQuery,
): Promise<{ scans: Map<number, Browsing>; unread: number[]; total: number }> {
  const logs = await reader.logs();
  const times = typeof from === "object" && "time" in from
    ? await reader.offsetsAt(from.time)
    : undefined;
  const isMatch = containsMatcher(filter);
  const scans = new Map<number, Browsing>();
  let total = 0;
  for (const [id, { start, end }] of logs) {
    if (partition !== undefined && partition !== id) continue;
    const isLatest = from === "latest";
    const first = isLatest ? start : resolveStart(from, start, end, times?.get(id));
    const going = Math.min(Math.max(place?.get(id) ?? (isLatest ? end : first), first), end);
    const found = new Set<LogRecord>();
    const options = { limit, matches: (record: LogRecord) => found.has(record) };
    const scan = isLatest
      ? new BackwardScan({ ...options, start: first, end: going })
      : new ForwardScan({ ...options, start: going, end });
    const look = async (records: readonly LogRecord[], isOver: () => boolean) => {
      found.clear();
      const turn = new Turn();
      for (const [index, record] of records.entries()) {
        const isFound = isMatch(record) &&
          (where?.matches({ topic, partition: id, ...record }) ?? true);
        if (isFound) found.add(record);
        if (!turn.isOver) continue;
        if (isOver()) return index + 1;
        await turn.pass();
      }
      return records.length;
    };
    scans.set(id, { scan, last: isLatest ? first : end, look });
    total += end - first;
  }
  const wanted = reader.partitions.filter((id) => partition === undefined || partition === id);
  if (wanted.length === 0) {
    const detail = `there is no partition ${partition}`;
    throw new KafkaError("UNKNOWN_PARTITION", `Cannot read ${topic}: ${detail}`);
  }
  return { scans, unread: wanted.filter((id) => !scans.has(id)), total };
}

/**
 * Where to go on behind what was looked at. What was found and is not among those that are shown, as
 * other partitions had nearer ones, is looked for again.
 */
function placeAfter(
  scans: ReadonlyMap<number, Browsing>,
  shown: readonly KafkaRecord[],
): { place: BrowsePlace; left: number } {
  const place = new Map<number, number>();
  let left = 0;
  const byPartition = Map.groupBy(shown, ({ partition }) => partition);
  for (const [id, { scan, last }] of scans) {
    const { found, boundary } = scan;
    const own = byPartition.get(id) ?? [];
    const isBackward = scan instanceof BackwardScan;
    const next = own.length === found.length
      ? boundary
      : isBackward
      ? own[0]?.offset ?? found[found.length - 1].offset + 1
      : found[own.length].offset;
    place.set(id, next);
    left += Math.abs(last - next);
  }
  return { place, left };
}

function unfinished(scans: ReadonlyMap<number, Browsing>): Map<number, number> {
  const positions = new Map<number, number>();
  for (const [partition, { scan: { position } }] of scans) {
    if (position !== undefined) positions.set(partition, position);
  }
  return positions;
}

function boundsFor(partitions: number, round: number) {
  const share = Math.max(FIRST_PARTITION_BYTES, Math.floor(FETCH_BYTES / partitions));
  const maxPartitionBytes = Math.min(share, FIRST_PARTITION_BYTES * GROWTH ** round);
  return { maxWaitMs: 100, maxBytes: FETCH_BYTES, maxPartitionBytes };
}
