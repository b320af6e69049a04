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

/** How snappy-java, and so Kafka's own clients, begin: then come version, compatibility, and blocks. */
const SNAPPY_JAVA = Buffer.from([0x82, ...Buffer.from("SNAPPY"), 0]);
const SNAPPY_JAVA_HEADER = 16;

/** GZIP */
export const gunzip: (bytes: Buffer) => Promise<Buffer> = promisify(zlib.gunzip);

/** Zstandard */
const decompressZstd: (bytes: Buffer) => Promise<Buffer> = promisify(zlib.zstdDecompress);

/** Snappy, raw or in the blocks of Kafka's own clients. */
async function decompressSnappy(bytes: Buffer): Promise<Buffer> {
  const { uncompress } = (await import("snappyjs")).default;
  if (!bytes.subarray(0, SNAPPY_JAVA.length).equals(SNAPPY_JAVA)) return uncompress(bytes);
  const blocks: Uint8Array[] = [];
  for (let at = SNAPPY_JAVA_HEADER; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    blocks.push(uncompress(bytes.subarray(at + 4, end)));
    at = end;
  }
  return Buffer.concat(blocks);
}

/** LZ4 frames. */
async function decompressLz4(bytes: Buffer): Promise<Buffer> {
  const { decompress } = (await import("lz4js")).default;
  return Buffer.from(decompress(bytes));
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
