import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { MessageRing } from "./message_ring.ts";
import { parseEventId, resumeAfter, tail } from "./message_tail.ts";

/** The partition of each record of a log, in the order in which they are consumed. */
const log = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });

/** After how many events a client loses its connection, time after time. */
const cuts = fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 8 });

/** Reads a tail's ids until it has seen so many, or all. */
async function read(stream: ReadableStream, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const run of stream) {
    for (const { id, event } of run) {
      if (event !== undefined) throw new Error(`an event ${event}`);
      if (id !== undefined && ids.push(id) === count) return ids;
    }
  }
  return ids;
}

Deno.test("a stream that is cut anywhere, and resumed, gives each record once and in order", async () => {
  await fc.assert(fc.asyncProperty(log, cuts, async (partitions, cuts) => {
    const ring = new MessageRing({ maxRecords: 100, maxBytes: 1e6 });
    const next = [0, 0, 0, 0];
    const ids = partitions.map((partition) => {
      const offset = next[partition]++;
      const value = Buffer.from(`${offset}`);
      ring.push({ topic: "t", partition, offset, timestamp: 0, key: null, value, headers: [] });
      return `t/${partition}/${offset}`;
    });
    ring.close();
    const seen: string[] = [];
    for (const count of [...cuts, Infinity]) {
      const last = seen.at(-1);
      const start = last === undefined ? { cursor: 0 } : resumeAfter(ring, parseEventId(last)!);
      seen.push(...await read(tail({ ring, matches: () => true, ...start }), count));
    }
    assertEquals(seen, ids);
  }));
});

Deno.test("parseEventId() takes or refuses any text, and throws at none", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    parseEventId(text);
  }));
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.-]{1,20}$/), fc.nat(), fc.maxSafeNat(), (...place) => {
      const [topic, partition, offset] = place;
      assertEquals(parseEventId(place.join("/")), { topic, partition, offset });
    }),
  );
});
