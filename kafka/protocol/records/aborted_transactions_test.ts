import { assertEquals } from "@std/assert";
import { Buffer } from "node:buffer";
import { readBatches } from "./record_batch.ts";
import { writeBatch } from "./write_batch.ts";

/** Bits of a batch's attributes. */
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

type Written = [offset: number, producer: number, value: string];

/** A batch of one record, which a producer wrote within a transaction. */
function batch(
  [offset, producer, value]: Written,
  { key = null as Uint8Array | null, attributes = TRANSACTIONAL } = {},
): Buffer {
  const bytes = writeBatch([{ key, value, headers: [] }], {
    producerId: BigInt(producer),
    producerEpoch: 0,
    firstSequence: 0,
  });
  bytes.writeBigInt64BE(BigInt(offset), 0);
  bytes.writeInt16BE(attributes, 21);
  return bytes;
}

/** The control batch that ends a producer's transaction. */
function end(offset: number, producer: number, kind: "abort" | "commit"): Buffer {
  const key = new Uint8Array([0, 0, 0, kind === "abort" ? 0 : 1]);
  return batch([offset, producer, ""], { key, attributes: TRANSACTIONAL | CONTROL });
}

async function read(batches: Buffer[], aborted: [producerId: number, firstOffset: number][]) {
  const { records, next } = await readBatches(
    Buffer.concat(batches),
    0,
    aborted.map(([producerId, firstOffset]) => ({ producerId, firstOffset })),
  );
  return { values: records.map(({ value }) => `${value}`).join(" "), next };
}

Deno.test("readBatches() leaves out two transactions that overlap, whichever is aborted first", async () => {
  for (const [first, second] of [[1, 2], [2, 1]]) {
    const log = [
      batch([0, 1, "a"]),
      batch([1, 2, "b"]),
      batch([2, 3, "kept"]),
      batch([3, 1, "a"]),
      end(4, first, "abort"),
      batch([5, second, "c"]),
      batch([6, first, "next"]),
      end(7, second, "abort"),
      end(8, first, "commit"),
      end(9, 3, "commit"),
      batch([10, second, "after"]),
      end(11, second, "commit"),
    ];
    const { values, next } = await read(log, [[1, 0], [2, 1]]);
    assertEquals([values, next], ["kept next after", 12], `${first} is aborted first`);
  }
});

Deno.test("readBatches() leaves out each of a producer's aborted transactions", async () => {
  const log = [
    batch([0, 1, "a"]),
    end(1, 1, "abort"),
    batch([2, 1, "kept"]),
    end(3, 1, "commit"),
    batch([4, 1, "b"]),
    end(5, 1, "abort"),
  ];
  assertEquals(await read(log, [[1, 4], [1, 0]]), { values: "kept", next: 6 });
});

Deno.test("readBatches() keeps what the same producer wrote in no transaction", async () => {
  const log = [batch([0, 1, "alone"], { attributes: 0 }), batch([1, 1, "a"]), end(2, 1, "abort")];
  assertEquals(await read(log, [[1, 0]]), { values: "alone", next: 3 });
});

Deno.test("readBatches() takes an aborted transaction whose beginning was read before", async () => {
  const log = [batch([7, 1, "rest"]), end(8, 1, "abort"), batch([9, 2, "kept"])];
  assertEquals(await read(log, [[1, 3]]), { values: "kept", next: 10 });
});
