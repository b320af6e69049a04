import type { Buffer } from "node:buffer";
import { KafkaError } from "../../errors.ts";
import { Turn } from "../../in_turns.ts";
import { type AbortedTransaction, AbortedTransactions } from "./aborted_transactions.ts";
import { decompress } from "./compression.ts";
import { exact, WireReader } from "../wire/wire_reader.ts";

/** A record of a partition's log. */
export interface LogRecord {
  offset: number;
  /** ms since the Unix epoch; any 64-bit integer, a number where that is exact. */
  timestamp: number | bigint;
  key: Buffer | null;
  value: Buffer | null;
  /** In their order; a name can occur more than once. */
  headers: [name: string, value: Buffer | null][];
}

/** Records, and the offset behind them. */
export interface LogSlice {
  records: LogRecord[];
  /**
   * Behind the last batch, which can have lost its last records to compaction, or the first record that there was
   * no room for; undefined: none was read.
   */
  next?: number;
}

/** What a record and a header take in memory besides their bytes, roughly. */
const RECORD_BYTES = 200;
const HEADER_BYTES = 100;

/**
 * How much memory records may take that are read together: what was packed can be a thousand times as long as what
 * is fetched. What there is no room for is fetched again.
 */
export class ReadRoom {
  /** Bytes. */
  left: number;
  /** Bytes that were taken. */
  taken = 0;

  constructor(bytes: number) {
    this.left = bytes;
  }

  /** Takes the room of a record, be it there or not. */
  take({ key, value, headers }: LogRecord): void {
    let bytes = RECORD_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
    for (const [name, value] of headers) bytes += HEADER_BYTES + name.length + (value?.length ?? 0);
    this.left -= bytes;
    this.taken += bytes;
  }
}

/** Bytes of a batch before those that its length counts, and of its header. */
const LENGTH_END = 12;
const HEADER = 61;

/** Where the fields that are read stand in a batch, and their bits (KIP-98). */
const MAGIC = 16;
const ATTRIBUTES = 21;
const LAST_OFFSET_DELTA = 23;
const BASE_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const PRODUCER_ID = 43;
const COUNT = 57;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/**
 * Reads record batches, from an offset on. The last one, if it was cut off, is passed over, and so
 * are control batches, which end transactions, and the records of aborted transactions. Others have
 * their turns meanwhile.
 *
 * @param aborted the transactions that were aborted, as the broker names them beside the batches.
 * @param room for records; one is read that takes more, where there is any.
 * @throws {KafkaError} for a batch that cannot be read and is the first one: of a message format before
 * Kafka 0.11, of an unknown compression, or CORRUPT_MESSAGE.
 */
export async function readBatches(
  bytes: Buffer,
  from: number,
  aborted: readonly AbortedTransaction[] = [],
  room: ReadRoom = new ReadRoom(Infinity),
): Promise<LogSlice> {
  const slice: LogSlice = { records: [] };
  const transactions = new AbortedTransactions(aborted);
  let position = 0;
  while (position + HEADER <= bytes.length) {
    const end = position + LENGTH_END + bytes.readInt32BE(position + 8);
    if (end > bytes.length) break;
    const batch = bytes.subarray(position, end);
    const attributes = batch.readInt16BE(ATTRIBUTES);
    const lastOffset = int64(batch, 0) + batch.readInt32BE(LAST_OFFSET_DELTA);
    const isTransactional = (attributes & TRANSACTIONAL) !== 0;
    const origin = { producerId: int64(batch, PRODUCER_ID), lastOffset, isTransactional };
    if ((attributes & CONTROL) !== 0) transactions.end(origin, batch.subarray(HEADER));
    else if (!transactions.has(origin)) {
      if (room.left <= 0) return slice;
      const count = slice.records.length;
      const read = await readBatch(batch, from, slice.records, room).catch((error: Error) => error);
      if (read instanceof Error) {
        slice.records.length = count;
        // What stands before it is read first.
        if (slice.next !== undefined && slice.next > from) return slice;
        throw unreadable(batch, lastOffset, read);
      }
      if (read !== undefined) return { ...slice, next: read };
    }
    slice.next = lastOffset + 1;
    position = end;
  }
  return slice;
}

function unreadable(batch: Buffer, lastOffset: number, cause: Error): KafkaError {
  const code = cause instanceof KafkaError ? cause.code : "CORRUPT_MESSAGE";
  const name = `the batch of offsets ${int64(batch, 0)} to ${lastOffset}`;
  return new KafkaError(code, `Cannot read ${name}: ${cause.message}`, { cause });
}

/**
 * How many headers of a record are read: more than go into a batch of a megabyte. Packed, a megabyte can stand for 64
 * million of them, which would take gigabytes.
 */
const MAX_HEADERS = 1_000_000;

/** How many records, and headers of one, are read until it is seen whether others wait. */
const LOOKS = 64;
const MANY_HEADERS = 10_000;

/** Adds the records of a batch from an offset on. @returns that of the first one that there is no room for, if any. */
async function readBatch(
  batch: Buffer,
  offset: number,
  into: LogRecord[],
  room: ReadRoom,
): Promise<number | undefined> {
  const magic = batch.readInt8(MAGIC);
  if (magic !== 2) {
    const detail = `message format ${magic} is from before Kafka 0.11, and is not read here`;
    throw new KafkaError("UNSUPPORTED_FOR_MESSAGE_FORMAT", `Cannot read the records: ${detail}`);
  }
  const attributes = batch.readInt16BE(ATTRIBUTES);
  const baseOffset = int64(batch, 0);
  const baseTimestamp = exact(batch.readBigInt64BE(BASE_TIMESTAMP));
  const isAppendTime = (attributes & LOG_APPEND_TIME) !== 0;
  const appended = isAppendTime ? exact(batch.readBigInt64BE(MAX_TIMESTAMP)) : undefined;
  const from = new WireReader(await decompress(batch.subarray(HEADER), attributes));
  const turn = new Turn();
  for (let left = batch.readInt32BE(COUNT); left > 0; left--) {
    if (left % LOOKS === 0 && turn.isOver) await turn.pass();
    const length = from.varint();
    const end = from.position + length;
    from.int8(); // Attributes, of which there are none yet
    const timestampDelta = from.varlong();
    const recordOffset = baseOffset + from.varint();
    if (recordOffset < offset) {
      from.skipTo(end);
      continue;
    }
    if (room.left <= 0) return recordOffset;
    const record: LogRecord = {
      offset: recordOffset,
      timestamp: appended ?? later(baseTimestamp, timestampDelta),
      key: from.varintBytes(),
      value: from.varintBytes(),
      headers: [],
    };
    const headers = from.varint();
    if (headers > MAX_HEADERS) {
      throw new Error(`a record has ${headers} headers, and more than ${MAX_HEADERS} are not read`);
    }
    for (let left = headers; left > 0; left--) {
      record.headers.push([from.varintString() ?? "", from.varintBytes()]);
      if (left % MANY_HEADERS === 0 && turn.isOver) await turn.pass();
    }
    into.push(record);
    room.take(record);
  }
}

/** A time and what was later, wrapping at 64 bits as Kafka's own reader does. */
function later(time: number | bigint, by: number | bigint): number | bigint {
  if (typeof time === "number" && typeof by === "number") {
    const sum = time + by;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return exact(BigInt.asIntN(64, BigInt(time) + BigInt(by)));
}

function int64(bytes: Buffer, position: number): number {
  return Number(bytes.readBigInt64BE(position));
}
