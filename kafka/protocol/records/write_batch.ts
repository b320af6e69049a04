/**
 * Writes record batches (KIP-98): headers as a list and in their order, null as null, any timestamp.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { crc32c } from "./crc32c.ts";

/** A record to write; text is written in UTF-8. */
export interface BatchRecord {
  key: Uint8Array | string | null;
  value: Uint8Array | string | null;
  headers: readonly (readonly [name: string, value: Uint8Array | string | null])[];
  /** ms since the Unix epoch, any 64-bit integer; absent: now. */
  timestamp?: number | bigint;
}

/** By what a broker tells batches of an idempotent producer. */
export interface BatchSequence {
  producerId: bigint;
  producerEpoch: number;
  /** Of the batch's first record. */
  firstSequence: number;
}

/** Where the fields stand in a batch. */
const LENGTH = 8;
const LENGTH_END = 12;
const MAGIC = 16;
const CRC = 17;
const ATTRIBUTES = 21;
const LAST_OFFSET_DELTA = 23;
const BASE_TIMESTAMP = 27;
const MAX_TIMESTAMP = 35;
const PRODUCER_ID = 43;
const PRODUCER_EPOCH = 51;
const BASE_SEQUENCE = 53;
const COUNT = 57;
const HEADER = 61;

/** A batch of records, not compressed, and not of a transaction. There must be at least one. */
export function writeBatch(records: readonly BatchRecord[], sequence: BatchSequence): Buffer {
  const now = Date.now();
  const base = records[0].timestamp ?? now;
  let latest = base;
  const to = new RecordWriter(HEADER);
  for (let i = 0; i < records.length; i++) {
    const timestamp = records[i].timestamp ?? now;
    if (timestamp > latest) latest = timestamp;
    to.record(records[i], i, timestamp, base);
  }
  const batch = to.written;
  batch.writeInt32BE(batch.length - LENGTH_END, LENGTH);
  batch.writeInt8(2, MAGIC);
  batch.writeInt32BE(records.length - 1, LAST_OFFSET_DELTA);
  batch.writeBigInt64BE(BigInt(base), BASE_TIMESTAMP);
  batch.writeBigInt64BE(BigInt(latest), MAX_TIMESTAMP);
  batch.writeBigInt64BE(sequence.producerId, PRODUCER_ID);
  batch.writeInt16BE(sequence.producerEpoch, PRODUCER_EPOCH);
  batch.writeInt32BE(sequence.firstSequence, BASE_SEQUENCE);
  batch.writeInt32BE(records.length, COUNT);
  batch.writeUInt32BE(crc32c(batch.subarray(ATTRIBUTES)), CRC);
  return batch;
}

/** The most bytes that a varint and a varlong take. */
const VARINT = 5;
const VARLONG = 10;

/** The length of most records takes two bytes; where it does not, the record is moved. */
const USUAL_LENGTH = 2;

const encoder = new TextEncoder();

/** Writes records one after the other into one buffer, as it runs for each record of each batch. */
class RecordWriter {
  #buffer: Buffer;
  #at: number;

  /** @param from how many bytes are left free at the beginning; they are zero. */
  constructor(from: number) {
    this.#buffer = Buffer.alloc(1024);
    this.#at = from;
  }

  get written(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  record(
    record: BatchRecord,
    offsetDelta: number,
    timestamp: number | bigint,
    base: number | bigint,
  ): void {
    const { key, value, headers } = record;
    this.#reserve(3 * VARINT + 1 + VARLONG);
    const begin = this.#at;
    this.#at += USUAL_LENGTH;
    this.#buffer[this.#at++] = 0; // Attributes, of which there are none yet
    this.#varlong(timestamp, base);
    this.#varint(offsetDelta);
    this.#bytes(key);
    this.#bytes(value);
    this.#reserve(VARINT);
    this.#varint(headers.length);
    for (let i = 0; i < headers.length; i++) {
      this.#bytes(headers[i][0]);
      this.#bytes(headers[i][1]);
    }
    this.#setLength(begin);
  }

  /** Puts the record's length before it, once it is known. */
  #setLength(begin: number): void {
    const body = begin + USUAL_LENGTH;
    const length = this.#at - body;
    const size = sizeOfVarint(length);
    if (size !== USUAL_LENGTH) {
      this.#reserve(VARINT);
      this.#buffer.copyWithin(begin + size, body, this.#at);
    }
    this.#at = begin;
    this.#varint(length);
    this.#at += length;
  }

  #bytes(value: Uint8Array | string | null): void {
    if (value === null) {
      this.#reserve(VARINT);
      this.#varint(-1);
    } else if (typeof value === "string") {
      this.#text(value);
    } else {
      this.#reserve(VARINT + value.length);
      this.#varint(value.length);
      this.#buffer.set(value, this.#at);
      this.#at += value.length;
    }
  }

  /** Short text is ASCII as a rule, and copied by hand sooner than by a call. */
  #text(text: string): void {
    const { length } = text;
    this.#reserve(VARINT + 3 * length);
    const begin = this.#at;
    if (length < 64) {
      this.#varint(length);
      let i = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        if (code > 0x7f) break;
        this.#buffer[this.#at++] = code;
      }
      if (i === length) return;
      this.#at = begin;
    }
    const bytes = encoder.encode(text);
    this.#varint(bytes.length);
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** A zigzag varint of 32 bits. */
  #varint(value: number): void {
    let left = (value << 1) ^ (value >> 31);
    while ((left & ~0x7f) !== 0) {
      this.#buffer[this.#at++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    this.#buffer[this.#at++] = left;
  }

  /** The difference of two times as a zigzag varint of 64 bits. */
  #varlong(timestamp: number | bigint, base: number | bigint): void {
    if (typeof timestamp === "number" && typeof base === "number") {
      const delta = timestamp - base;
      if (delta === (delta | 0)) return this.#varint(delta);
    }
    const exact = BigInt.asIntN(64, BigInt(timestamp) - BigInt(base));
    let left = BigInt.asUintN(64, (exact << 1n) ^ (exact >> 63n));
    while (left > 0x7fn) {
      this.#buffer[this.#at++] = Number(left & 0x7fn) | 0x80;
      left >>= 7n;
    }
    this.#buffer[this.#at++] = Number(left);
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(needed, 2 * this.#buffer.length));
    larger.set(this.#buffer.subarray(0, this.#at));
    this.#buffer = larger;
  }
}

/** How many bytes a varint takes that is not negative: 6 bits of it are in the first, 7 in each other. */
function sizeOfVarint(value: number): number {
  let size = 1;
  for (let left = value >>> 6; left > 0; left >>>= 7) size++;
  return size;
}
