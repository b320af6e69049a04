/**
 * Decompresses record batches. The libraries of Snappy and LZ4 are loaded with the first batch that
 * needs them.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { KafkaError } from "../../errors.ts";
import { Turn } from "../../in_turns.ts";
import { unpackLz4Frame } from "./lz4_frame.ts";

/** How snappy-java, and so Kafka's own clients, begin: then come version, compatibility, and blocks. */
const SNAPPY_JAVA = Buffer.from([0x82, ...Buffer.from("SNAPPY"), 0]);
const SNAPPY_JAVA_HEADER = 16;

/**
 * How long a batch's records may be when they are unpacked, bytes: 128 times what a topic takes by default. A
 * megabyte of zstd can stand for thirty gigabytes, which whoever reads the topic would have to hold.
 */
export const MAX_UNPACKED = 128 * 1024 * 1024;
const BOUNDED = { maxOutputLength: MAX_UNPACKED };

type Unpack = (bytes: Buffer, options: zlib.ZlibOptions) => Promise<Buffer>;
const unpackGzip: Unpack = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const unpackZstd: Unpack = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.zstdDecompress);

/** GZIP */
export function gunzip(bytes: Buffer): Promise<Buffer> {
  return bounded(unpackGzip(bytes, BOUNDED));
}

/** Zstandard */
function decompressZstd(bytes: Buffer): Promise<Buffer> {
  return bounded(unpackZstd(bytes, BOUNDED));
}

async function bounded(unpacking: Promise<Buffer>): Promise<Buffer> {
  try {
    return await unpacking;
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLong();
    throw error;
  }
}

function tooLong(): Error {
  return new Error(`its records unpack to more than ${MAX_UNPACKED} bytes`);
}

/** Snappy, raw or in the blocks of Kafka's own clients. */
async function decompressSnappy(bytes: Buffer): Promise<Buffer> {
  const { uncompress: unpack } = (await import("snappyjs")).default;
  let left = MAX_UNPACKED;
  const uncompress = (block: Buffer) => {
    // Its length stands at its beginning.
    if (uncompressedLength(block) > left) throw tooLong();
    const unpacked = unpack(block);
    left -= unpacked.length;
    return unpacked;
  };
  if (!bytes.subarray(0, SNAPPY_JAVA.length).equals(SNAPPY_JAVA)) return uncompress(bytes);
  const blocks: Uint8Array[] = [];
  const turn = new Turn();
  for (let at = SNAPPY_JAVA_HEADER; at < bytes.length;) {
    if (turn.isOver) await turn.pass();
    const end = at + 4 + bytes.readUInt32BE(at);
    blocks.push(uncompress(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}

/** What a raw block of Snappy says of its length: a varint at its beginning. */
function uncompressedLength(block: Buffer): number {
  let length = 0;
  for (let at = 0; at < Math.min(5, block.length); at++) {
    length += (block[at] & 0x7f) * 2 ** (7 * at);
    if (block[at] < 0x80) break;
  }
  return length;
}

/** LZ4 frames. */
async function decompressLz4(bytes: Buffer): Promise<Buffer> {
  const { decompressBlock, decompressBound } = (await import("lz4js")).default;
  // By the number and size of its blocks, before any of it is unpacked.
  const bound = decompressBound(bytes);
  if (bound > MAX_UNPACKED) throw tooLong();
  return await unpackLz4Frame(bytes, Buffer.alloc(bound), decompressBlock);
}

/** By the number that a batch's attributes name it with (KIP-98, KIP-110); 0 is none. */
const CODECS = [undefined, gunzip, decompressSnappy, decompressLz4, decompressZstd];
const CODEC_MASK = 0x07;

/**
 * A batch's records, decompressed if its attributes say that they are compressed.
 *
 * @throws {KafkaError} UNSUPPORTED_COMPRESSION_TYPE for a codec that Kafka 3.9 does not have.
 */
export async function decompress(records: Buffer, attributes: number): Promise<Buffer> {
  const codec = attributes & CODEC_MASK;
  if (codec === 0) return records;
  const decompressor = CODECS[codec];
  if (decompressor !== undefined) return await decompressor(records);
  throw new KafkaError(
    "UNSUPPORTED_COMPRESSION_TYPE",
    `Cannot read the records: their compression is ${codec}, which is not known here`,
  );
}
