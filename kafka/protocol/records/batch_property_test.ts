import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { KafkaError } from "../../errors.ts";
import { readBatches } from "./record_batch.ts";
import { writeBatch } from "./write_batch.ts";

const SEQUENCE = { producerId: 1n, producerEpoch: 0, firstSequence: 0 };

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }));

/** Timestamps stand in a batch as their distance from its first one, a 64-bit integer that wraps. */
const record = fc.record({
  key: bytes,
  value: bytes,
  headers: fc.array(fc.tuple(fc.string({ unit: "grapheme" }), bytes), { maxLength: 5 }),
  timestamp: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n })),
});

const records = fc.array(record, { minLength: 1, maxLength: 20 });

const hex = (found: Uint8Array | null) => found && Buffer.from(found).toString("hex");

const shown = (list: readonly { key: Uint8Array | null; value: Uint8Array | null }[]) =>
  list.map(({ key, value, ...rest }) => {
    const { headers, timestamp } = rest as {
      headers: [string, Uint8Array | null][];
      timestamp: number | bigint;
    };
    return [hex(key), hex(value), timestamp, headers.map(([name, value]) => [name, hex(value)])];
  });

Deno.test("readBatches() reads what writeBatch() has written, for any records", async () => {
  await fc.assert(fc.asyncProperty(records, async (given) => {
    const { records: found, next } = await readBatches(writeBatch(given, SEQUENCE), 0);
    assertEquals(shown(found), shown(given));
    assertEquals(next, given.length);
  }));
});

Deno.test("readBatches() takes or refuses a batch with wrong bytes, with a KafkaError and nothing else", async () => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 });
  await fc.assert(fc.asyncProperty(records, flips, async (given, flips) => {
    const batch = writeBatch(given, SEQUENCE);
    // Its length stays: a batch that is not whole is passed over before it is read.
    for (const [at, byte] of flips) batch[12 + at % (batch.length - 12)] = byte;
    try {
      await readBatches(batch, 0);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
    }
  }));
});
