import { assert, assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { RecordBatch } from "kafkajs/src/protocol/recordBatch/v0/index.js";
import Record from "kafkajs/src/protocol/recordBatch/record/v0/index.js";
import { KafkaError } from "../../errors.ts";
import { Turn } from "../../in_turns.ts";
import { readBatches, ReadRoom } from "./record_batch.ts";
import { writeBatch } from "./write_batch.ts";

/** A batch as kafkajs's producer makes it, of records with these values. */
async function batch(
  firstOffset: number,
  values: (string | null)[],
  { compression = 0, headers = {} }: { compression?: number; headers?: object } = {},
): Promise<Buffer> {
  const records = values.map((value, offsetDelta) =>
    Record({ key: `k${offsetDelta}`, value, offsetDelta, timestampDelta: offsetDelta, headers })
  );
  const { buffer } = await RecordBatch({
    compression,
    firstTimestamp: 1_000,
    maxTimestamp: 2_000,
    lastOffsetDelta: values.length - 1,
    records,
  });
  buffer.writeBigInt64BE(BigInt(firstOffset), 0);
  return Buffer.from(buffer);
}

function values({ records }: { records: { value: Buffer | null }[] }) {
  return records.map(({ value }) => value && value.toString());
}

Deno.test("readBatches() reads records with their offsets, times and headers in order", async () => {
  const bytes = await batch(40, ["a", null], { headers: { x: ["1", "2"], y: "3" } });
  const { records, next } = await readBatches(bytes, 0);
  const text = (value: Buffer | null) => value && value.toString();
  assertEquals(
    records.map(({ offset, timestamp, key, value, headers }) => ({
      ...{ offset, timestamp, key: text(key), value: text(value) },
      headers: headers.map(([name, value]) => [name, text(value)]),
    })),
    [40, 41].map((offset, n) => ({
      ...{ offset, timestamp: 1_000 + n, key: `k${n}`, value: n === 0 ? "a" : null },
      headers: [["x", "1"], ["x", "2"], ["y", "3"]],
    })),
  );
  assertEquals(next, 42);
});

Deno.test("readBatches() begins within a batch, and passes over one that was cut off", async () => {
  const whole = Buffer.concat([await batch(0, ["a", "b", "c"]), await batch(3, ["d", "e"])]);
  const cut = Buffer.concat([whole, (await batch(5, ["f"])).subarray(0, 70)]);
  const slice = await readBatches(cut, 1);
  assertEquals(values(slice), ["b", "c", "d", "e"]);
  assertEquals(slice.next, 5);
  assertEquals(await readBatches(cut.subarray(0, 20), 1), { records: [] });
});

Deno.test("readBatches() takes no control batch for records, and goes on behind it", async () => {
  const control = await batch(1, ["marker"]);
  control.writeInt16BE(0x30, 21);
  const slice = await readBatches(Buffer.concat([await batch(0, ["a"]), control]), 0);
  assertEquals(values(slice), ["a"]);
  assertEquals(slice.next, 2);
});

Deno.test("readBatches() takes the broker's time where the topic wants it", async () => {
  const bytes = await batch(0, ["a", "b"]);
  bytes.writeInt16BE(0x08, 21);
  const { records } = await readBatches(bytes, 0);
  assertEquals(records.map(({ timestamp }) => timestamp), [2_000, 2_000]);
});

Deno.test("readBatches() reads what was compressed with gzip", async () => {
  assertEquals(values(await readBatches(await batch(0, ["a", "b"], { compression: 1 }), 0)), [
    "a",
    "b",
  ]);
});

Deno.test("readBatches() says so when it cannot read a message format", async () => {
  const bytes = await batch(0, ["a"]);
  bytes.writeInt8(1, 16);
  await assertRejects(() => readBatches(bytes, 0), KafkaError, "message format 1");
});

Deno.test("readBatches() reads what there is room for, and goes on there, within a batch too", async () => {
  const bytes = Buffer.concat([await batch(0, ["a", "b", "c"]), await batch(3, ["d"])]);
  const read: (string | null)[][] = [];
  for (let from = 0; from < 4;) {
    const slice = await readBatches(bytes, from, [], new ReadRoom(300));
    read.push(values(slice));
    from = slice.next!;
  }
  assertEquals(read, [["a", "b"], ["c", "d"]]);
  const none = new ReadRoom(0);
  assertEquals(await readBatches(bytes, 0, [], none), { records: [] });
});

Deno.test("readBatches() lets others have their turn while it reads much", async () => {
  const packed = gzipSync(Buffer.concat(Array.from({ length: 200_000 }, (_, n) => {
    return Record({ key: null, value: "", offsetDelta: n, timestampDelta: 0, headers: {} }).buffer;
  })));
  const head = (await batch(0, ["a"], { compression: 1 })).subarray(0, 61);
  head.writeInt32BE(49 + packed.length, 8);
  head.writeInt32BE(200_000, 57);
  const turn = new Turn();
  const reading = readBatches(Buffer.concat([head, packed]), 0);
  let isDone = false;
  let turns = 0;
  reading.finally(() => isDone = true);
  for (; !isDone; turns++) await turn.pass();
  assertEquals((await reading).records.length, 200_000);
  assert(turns > 1, `${turns}`);
});

Deno.test("readBatches() refuses a record of more headers than there is memory for", async () => {
  const headers = Array.from({ length: 1_000_001 }, () => ["", null] as const);
  const sequence = { producerId: -1n, producerEpoch: -1, firstSequence: -1 };
  const bytes = writeBatch([{ key: null, value: null, headers }], sequence);
  await assertRejects(() => readBatches(bytes, 0), KafkaError, "has 1000001 headers");
});
