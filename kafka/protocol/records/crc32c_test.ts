import { assertEquals } from "@std/assert";
import theirs from "kafkajs/src/protocol/recordBatch/crc32C/index.js";
import { crc32c } from "./crc32c.ts";

/** RFC 3720, B.4. */
const CASES: [what: string, bytes: Uint8Array, sum: number][] = [
  ["no bytes", new Uint8Array(), 0],
  ["32 zeros", new Uint8Array(32), 0x8a9136aa],
  ["32 ones", new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ["rising bytes", Uint8Array.from({ length: 32 }, (_, n) => n), 0x46dd794e],
  ["falling bytes", Uint8Array.from({ length: 32 }, (_, n) => 31 - n), 0x113fdb5c],
  ["text", new TextEncoder().encode("123456789"), 0xe3069283],
];

CASES.forEach(([what, bytes, sum], n) => {
  Deno.test(`crc32c() case ${n + 1}: ${what}`, () => {
    assertEquals(crc32c(bytes), sum);
  });
});

Deno.test("crc32c() is what kafkajs computes, whatever the length", () => {
  const bytes = crypto.getRandomValues(new Uint8Array(100));
  for (let length = 0; length <= bytes.length; length++) {
    const part = bytes.subarray(0, length);
    assertEquals(crc32c(part), theirs(part), `${length} bytes`);
  }
});
