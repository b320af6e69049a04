import { assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import zlib from "node:zlib";
import lz4 from "lz4js";
import snappy from "snappyjs";
import { decompress, MAX_UNPACKED } from "./compression.ts";

/** Each codec by its number. */
const PACK: [number, string, (bytes: Buffer) => Uint8Array][] = [
  [1, "gzip", (bytes) => zlib.gzipSync(bytes)],
  [2, "snappy", (bytes) => snappy.compress(bytes)],
  [3, "lz4", (bytes) => lz4.compress(bytes)],
  [4, "zstd", (bytes) => zlib.zstdCompressSync(bytes)],
];

for (const [codec, name, pack] of PACK) {
  Deno.test(`decompress() unpacks ${name} that is a hundred times as long`, async () => {
    const bytes = Buffer.alloc(2_000_000, "a");
    assertEquals((await decompress(Buffer.from(pack(bytes)), codec)).equals(bytes), true);
  });
}

Deno.test("decompress() refuses what would unpack to more than it may, whatever the codec", async () => {
  const long = Buffer.alloc(MAX_UNPACKED + 1);
  const bombs: [number, Uint8Array][] = [
    [1, zlib.gzipSync(long, { level: 1 })],
    // The length of a gigabyte, as Snappy has it at the beginning, with nothing behind.
    [2, Buffer.from([0x80, 0x80, 0x80, 0x80, 0x04])],
    [4, zlib.zstdCompressSync(long)],
    // A frame of LZ4 without a length, of so many blocks of 4 MiB that are empty.
    [3, lz4Frame(MAX_UNPACKED / 2 ** 22 + 1)],
  ];
  for (const [codec, bomb] of bombs) {
    await assertRejects(
      () => decompress(Buffer.from(bomb), codec),
      Error,
      `its records unpack to more than ${MAX_UNPACKED} bytes`,
    );
  }
});

/** Magic number, version 1 with independent blocks of at most 4 MiB, a checksum nobody looks at; blocks. */
function lz4Frame(blocks: number): Buffer {
  const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0]);
  const block = Buffer.from([1, 0, 0, 0, 0]);
  return Buffer.concat([head, ...Array.from({ length: blocks }, () => block), Buffer.alloc(4)]);
}
