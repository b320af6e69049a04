/**
 * Lets kafkajs 2.2.4 read what was compressed with Snappy, LZ4 or Zstandard, which other producers use
 * and of which it knows the names only. It is not made to write them. The libraries are loaded with the
 * first record that needs them.
 *
 * @module
 */
import { CompressionCodecs, CompressionTypes } from "kafkajs";
import { Buffer } from "node:buffer";
import { promisify } from "node:util";
import zlib from "node:zlib";

/** How snappy-java, and so Kafka's own clients, begin: then come version, compatibility, and blocks. */
const SNAPPY_JAVA = Buffer.from([0x82, ...Buffer.from("SNAPPY"), 0]);
const SNAPPY_JAVA_HEADER = 16;

const zstdDecompress = promisify(zlib.zstdDecompress);

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

async function decompressLz4(bytes: Buffer): Promise<Buffer> {
  const { decompress } = (await import("lz4js")).default;
  return Buffer.from(decompress(bytes));
}

/** A codec in the form in which kafkajs takes it. */
function readOnly(name: string, decompress: (bytes: Buffer) => Promise<Buffer>) {
  const compress = () => Promise.reject(new Error(`Cannot write ${name}: it is only read here`));
  return () => ({ compress, decompress });
}

CompressionCodecs[CompressionTypes.Snappy] = readOnly("Snappy", decompressSnappy);
CompressionCodecs[CompressionTypes.LZ4] = readOnly("LZ4", decompressLz4);
CompressionCodecs[CompressionTypes.ZSTD] = readOnly("Zstandard", zstdDecompress);
