import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { RecordBatch } from "kafkajs/src/protocol/recordBatch/v0/index.js";
import Record from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
import Long from "kafkajs/src/utils/long.js";
import { readBatches } from "./record_batch.ts";
import { type BatchRecord, writeBatch } from "./write_batch.ts";

const SEQUENCE = { producerId: 4_000n, producerEpoch: 3, firstSequence: 70_000 };

/** Values whose records have lengths of one, two, three and four bytes. */
const VALUES = ["", "v", "ü".repeat(20), "x".repeat(63), "x".repeat(64), "y".repeat(9_000)];

Deno.test("writeBatch() writes what kafkajs writes, byte by byte", async () => {
  const values = [...VALUES, "z".repeat(1_100_000), null];
  const bytes = writeBatch(
    values.map((value, n) => ({
      key: n % 2 === 0 ? `key-${n}` : null,
      value: n % 3 === 0 ? value : value && Buffer.from(value),
      headers: [["trace", "1a"], ["ü".repeat(n * 10), Buffer.from([0, 255])]],
      timestamp: 1_700_000_000_000 + 1_000 * n,
    })),
    SEQUENCE,
  );
  const expected = await RecordBatch({
    firstTimestamp: 1_700_000_000_000,
    maxTimestamp: 1_700_000_000_000 + 1_000 * (values.length - 1),
    producerId: Long.fromNumber(4_000),
    producerEpoch: 3,
    firstSequence: 70_000,
    lastOffsetDelta: values.length - 1,
    records: values.map((value, n) =>
      Record({
        key: n % 2 === 0 ? `key-${n}` : null,
        value,
        headers: { trace: "1a", ["ü".repeat(n * 10)]: Buffer.from([0, 255]) },
        offsetDelta: n,
        timestampDelta: 1_000 * n,
      })
    ),
  });
  assertEquals(bytes.equals(expected.buffer), true);
});

Deno.test("writeBatch() keeps headers in their order, null, and any timestamp", async () => {
  const records: BatchRecord[] = [
    {
      key: null,
      value: null,
      headers: [["a", "1"], ["constructor", null], ["a", ""], ["__proto__", "p"]],
      timestamp: 1_700_000_000_000_000_000,
    },
    { key: "", value: "", headers: [], timestamp: -1 },
    { key: "k", value: "v", headers: [], timestamp: 0 },
    { key: "k", value: "v", headers: [], timestamp: 1_700_000_000_123_456_789n },
    { key: "k", value: "v", headers: [], timestamp: 2n ** 63n - 1n },
    { key: "k", value: "v", headers: [], timestamp: -(2n ** 63n) },
    { key: "k", value: "v", headers: [], timestamp: -(2 ** 53) + 1 },
  ];
  const [first, ...others] = records;
  const batches = [writeBatch([first], SEQUENCE), writeBatch(others, SEQUENCE)];
  const { records: read } = await readBatches(Buffer.concat(batches), 0);
  const text = (value: Buffer | null) => value && value.toString();
  assertEquals<unknown>(
    read.map(({ timestamp, key, value, headers }) => ({
      key: text(key),
      value: text(value),
      headers: headers.map(([name, value]) => [name, text(value)]),
      timestamp,
    })),
    records.map((record) => ({
      ...record,
      // Beyond 2^53 a number is not exact, so that it comes back as what it is exactly.
      timestamp: Number.isSafeInteger(record.timestamp)
        ? record.timestamp
        : BigInt(record.timestamp!),
    })),
  );
});

Deno.test("writeBatch() dates records without a timestamp now", async () => {
  const before = Date.now();
  const { records: [{ timestamp }] } = await readBatches(
    writeBatch([{ key: null, value: "v", headers: [] }], SEQUENCE),
    0,
  );
  assertEquals(timestamp >= before && timestamp <= Date.now(), true);
});
