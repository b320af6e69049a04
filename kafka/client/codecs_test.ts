import { assertEquals, assertRejects } from "@std/assert";
import { CompressionTypes } from "kafkajs";
import { lookupCodec } from "kafkajs/src/protocol/message/compression/index.js";
import { Buffer } from "node:buffer";
import zlib from "node:zlib";
import "./codecs.ts";

const text = "a record of many, ".repeat(50);

/** What the named codec makes of bytes. */
async function decompressed(type: CompressionTypes, bytes: Uint8Array): Promise<string> {
  return (await lookupCodec(type).decompress(Buffer.from(bytes))).toString();
}

Deno.test("kafkajs reads Zstandard", async () => {
  assertEquals(await decompressed(CompressionTypes.ZSTD, zlib.zstdCompressSync(text)), text);
});

Deno.test("kafkajs reads LZ4 frames", async () => {
  const lz4 = (await import("lz4js")).default;
  assertEquals(await decompressed(CompressionTypes.LZ4, lz4.compress(Buffer.from(text))), text);
});

Deno.test("kafkajs reads Snappy, raw and in the blocks of Kafka's own clients", async () => {
  const { compress } = (await import("snappyjs")).default;
  const raw = compress(Buffer.from(text));
  assertEquals(await decompressed(CompressionTypes.Snappy, raw), text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(raw.length);
  const header = Buffer.concat([Buffer.from([0x82]), Buffer.from("SNAPPY\0"), Buffer.alloc(8)]);
  const blocks = Buffer.concat([header, length, raw, length, raw]);
  assertEquals(await decompressed(CompressionTypes.Snappy, blocks), text + text);
});

Deno.test("kafkajs is not made to write what it only reads", async () => {
  await assertRejects(() => lookupCodec(CompressionTypes.LZ4).compress(), Error, "only read");
});
