import { assertEquals } from "@std/assert";
import { crc32c } from "./crc32c.ts";

Deno.test("crc32c() gives the values of RFC 3720, section B.4", () => {
  const cases: [Uint8Array, number][] = [
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(0xff), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, n) => n), 0x46dd794e],
    [new TextEncoder().encode("123456789"), 0xe3069283],
    [new Uint8Array(), 0],
  ];
  for (const [bytes, crc] of cases) assertEquals(crc32c(bytes), crc);
});
