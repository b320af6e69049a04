import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { partitionOfKey } from "./partitioner.ts";

Deno.test("partitionOfKey() hashes as Kafka's Java client", () => {
  // The vectors of Kafka's own UtilsTest.testMurmur2.
  const vectors: [string, number][] = [
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
  ];
  for (const [key, hash] of vectors) {
    for (const partitions of [1, 3, 12, 1000]) {
      const expected = (hash & 0x7fffffff) % partitions;
      assertEquals(partitionOfKey(key, partitions), expected, `${key} of ${partitions}`);
      assertEquals(partitionOfKey(Buffer.from(key), partitions), expected);
      assertEquals(partitionOfKey(new TextEncoder().encode(key), partitions), expected);
    }
  }
});

Deno.test("partitionOfKey() spreads keys over all partitions", () => {
  const used = new Set(Array.from({ length: 200 }, (_, i) => partitionOfKey(`key-${i}`, 12)));
  assert(used.size === 12, `${used.size} of 12`);
});
