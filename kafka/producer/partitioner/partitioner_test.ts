import { assert, assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { partitionOfKey } from "./partitioner.ts";
import vectors from "./murmur2_vectors.json" with { type: "json" };

Deno.test("partitionOfKey() hashes as Kafka's Java client", () => {
  // The vectors of Kafka's own UtilsTest.testMurmur2.
  const known: [string, number][] = [
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
  ];
  for (const [key, hash] of known) {
    for (const partitions of [1, 3, 12, 1000]) {
      const expected = (hash & 0x7fffffff) % partitions;
      assertEquals(partitionOfKey(key, partitions), expected, `${key} of ${partitions}`);
      assertEquals(partitionOfKey(Buffer.from(key), partitions), expected);
      assertEquals(partitionOfKey(new TextEncoder().encode(key), partitions), expected);
    }
  }
});

/**
 * Keys in base64 and what `org.apache.kafka.common.utils.Utils.murmur2` of kafka-clients 3.9.2 makes of them:
 * random bytes of each length from 0 to 40 and of 20 lengths up to 440, by `new java.util.Random(42)`, and words.
 */
Deno.test("partitionOfKey() hashes any bytes as Kafka's Java client", () => {
  for (const [key, hash] of vectors as [string, number][]) {
    const bytes = Uint8Array.fromBase64(key);
    assertEquals(partitionOfKey(bytes, 2 ** 31 - 1), (hash & 0x7fffffff) % (2 ** 31 - 1), key);
  }
});

Deno.test("partitionOfKey() spreads keys over all partitions", () => {
  const used = new Set(Array.from({ length: 200 }, (_, i) => partitionOfKey(`key-${i}`, 12)));
  assert(used.size === 12, `${used.size} of 12`);
});
