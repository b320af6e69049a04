/**
 * Lets kafkajs 2.2.4 read what was compressed with Snappy, LZ4 or Zstandard, which other producers use
 * and of which it knows the names only. It is not made to write them.
 *
 * @module
 */
import { CompressionCodecs, CompressionTypes } from "kafkajs";
import type { Buffer } from "node:buffer";
import {
  decompressLz4,
  decompressSnappy,
  decompressZstd,
} from "../protocol/records/compression.ts";

/** A codec in the form in which kafkajs takes it. */
function readOnly(name: string, decompress: (bytes: Buffer) => Promise<Buffer>) {
  const compress = () => Promise.reject(new Error(`Cannot write ${name}: it is only read here`));
  return () => ({ compress, decompress });
}

CompressionCodecs[CompressionTypes.Snappy] = readOnly("Snappy", decompressSnappy);
CompressionCodecs[CompressionTypes.LZ4] = readOnly("LZ4", decompressLz4);
CompressionCodecs[CompressionTypes.ZSTD] = readOnly("Zstandard", decompressZstd);
