/**
 * Record batches as other clients compress them.
 *
 * @module
 */
import { compress as compressLz4 } from "lz4js";
import { Buffer } from "node:buffer";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { compress as compressSnappy } from "snappyjs";
import { crc32c } from "../../kafka/protocol/records/crc32c.ts";

/** In the order of their numbers in a batch's attributes. */
export const CODECS = ["none", "gzip", "snappy", "lz4", "zstd"] as const;

/** A codec of Kafka's. */
export type Codec = typeof CODECS[number];

const COMPRESS: Record<Codec, (bytes: Buffer) => Uint8Array> = {
  none: (bytes) => bytes,
  gzip: gzipSync,
  snappy: (bytes) => compressSnappy(bytes),
  lz4: independentBlocks,
  zstd: zstdCompressSync,
};

/** The descriptor of an LZ4 frame of independent blocks of at most 4 MB, with its checksum. */
const INDEPENDENT = [0x60, 0x70, 0x73];
const DESCRIPTOR = 4;

/** Kafka takes no other frames; those of lz4js say that they may not be, though there is one block. */
function independentBlocks(bytes: Buffer): Uint8Array {
  const frame = compressLz4(bytes);
  frame.set(INDEPENDENT, DESCRIPTOR);
  return frame;
}

/** Where the fields that are changed stand in a batch (KIP-98), and where its records begin. */
const LENGTH = 8;
const LENGTH_END = 12;
const CRC = 17;
const ATTRIBUTES = 21;
const HEADER = 61;

/** The same batch, its records compressed. */
export function compressed(batch: Buffer, codec: Codec): Buffer {
  const small = Buffer.concat([
    batch.subarray(0, HEADER),
    COMPRESS[codec](batch.subarray(HEADER)),
  ]);
  small.writeInt32BE(small.length - LENGTH_END, LENGTH);
  small.writeInt16BE(CODECS.indexOf(codec), ATTRIBUTES);
  small.writeUInt32BE(crc32c(small.subarray(ATTRIBUTES)), CRC);
  return small;
}
