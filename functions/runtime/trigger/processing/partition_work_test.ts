import { assert, assertEquals, assertRejects } from "@std/assert";
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { stampHeaders } from "../../ledger/stamp.ts";
import { FakePartition, recordAt, recordsFrom, settled } from "../testing/fake_partition.ts";

/** Records of one run. */
function stamped(offsets: number[], headers: Record<string, string> = {}): KafkaRecord[] {
  return offsets.map((offset) =>
    recordAt(offset, {
      headers: [
        ...stampHeaders({ run: "r", sequence: offset, time: 0 }),
        ...Object.entries(headers),
      ].map(([name, value]) => [name, Buffer.from(value)]),
    })
  );
}

Deno.test("PartitionWork.process() delivers, reckons and shows each record", async () => {
  const delivered: number[] = [];
  const fake = new FakePartition({ caller: ({ records: [r] }) => void delivered.push(r.offset) });
  await fake.add(stamped([0, 1, 2])).work();
  assertEquals([delivered, fake.seen, fake.position], [[0, 1, 2], [0, 1, 2], 3]);
  assertEquals(fake.partition.ledger.totals.consumed, 3);
});

Deno.test("PartitionWork.process() moves on over markers of transactions behind the last record", async () => {
  const fake = new FakePartition({ caller: () => {} });
  await fake.add(stamped([0, 1]), 3).work();
  assertEquals(fake.position, 3);
});

Deno.test("PartitionWork.process() takes no stamp of a dead letter, or of what was put back, twice", async () => {
  const fake = new FakePartition({ caller: () => {} });
  await fake.add(stamped([0, 1], { "dlq-topic": "t" })).work();
  assertEquals(fake.partition.ledger.state.unstamped, 2);
  await fake.add(stamped([2])).add(stamped([3], { "dlq-returns": "1" })).work();
  const { duplicated, reordered, lost } = fake.partition.ledger.totals;
  assertEquals([duplicated, reordered, lost], [0, 0, 0]);
});

Deno.test("PartitionWork.process() stops after the record at hand when it is halted", async () => {
  const fake: FakePartition = new FakePartition({
    caller: ({ records: [{ offset }] }) => void (offset === 1 && fake.halt.abort()),
  });
  await fake.add(stamped([0, 1, 2])).work();
  assertEquals(fake.position, 2);
});

Deno.test("PartitionWork.process() does not reckon what was under way when its partition was taken", async () => {
  const fake: FakePartition = new FakePartition({
    caller: ({ records: [{ offset }] }) => void (offset === 1 && fake.abort.abort()),
  });
  await fake.add(stamped([0, 1, 2])).work();
  assertEquals([fake.position, fake.seen], [1, [0]]);
  await fake.work(new AbortController().signal);
  const { redelivered, consumed } = fake.partition.ledger.totals;
  assertEquals([redelivered, consumed], [1, 3]);
});

Deno.test("PartitionWork.process() does not wait for a handler that heeds no signal", async () => {
  const ends: (() => void)[] = [];
  const fake = new FakePartition({
    caller: () => new Promise<void>((resolve) => ends.push(resolve)),
  });
  const worked = fake.add(stamped([0])).work();
  fake.abort.abort();
  await assertRejects(() => worked, Error, "aborted");
  ends[0]();
  await settled();
  assertEquals([fake.position, fake.seen], [0, []]);
});

/** Handlers that wait for nothing, and how many records each call gets of five. */
const BUSY: Record<string, { end(): Promise<void> | void; isBatch?: boolean }> = {
  "returns at once": { end() {} },
  "returns a promise that is kept already": { end: () => Promise.resolve() },
  "fails for good": {
    end() {
      throw new Error("no");
    },
  },
  "fails for a batch, which is halved": {
    end() {
      throw new Error("no");
    },
    isBatch: true,
  },
};

Deno.test("PartitionWork.process() leaves time for all else after a tenth of a second, such as heartbeats", async () => {
  for (const ordering of ["partition", "key"] as const) {
    for (const [handler, { end, isBatch = false }] of Object.entries(BUSY)) {
      let now = 0;
      const { now: realNow } = performance;
      performance.now = () => now;
      let heartbeats = 0;
      const timer = setInterval(() => heartbeats++, 0);
      const seen: number[] = [];
      try {
        const fake = new FakePartition({
          ordering,
          isBatch,
          ...(isBatch && { batch: { records: 5, bytes: 1_000, window: 0 } }),
          retries: { attempts: 1, backoff: 0 },
          letters: { takes: () => false, send: () => Promise.resolve() },
          caller() {
            now += 60;
            seen.push(heartbeats);
            return end();
          },
        });
        await fake.add(stamped([0, 1, 2, 3, 4])).work();
        assertEquals(seen.slice(0, 2), [0, 0]);
        assert(seen[2] > 0, `${ordering}, ${handler}: ${seen}`);
        assert(seen.at(-1)! > seen[2], `${ordering}, ${handler}: ${seen}`);
      } finally {
        performance.now = realNow;
        clearInterval(timer);
      }
    }
  }
});

Deno.test("PartitionWork.process() gives batches up to a size, over what was fetched apart", async () => {
  const batches: number[][] = [];
  const fake = new FakePartition({
    caller: ({ records }) => void batches.push(records.map(({ offset }) => offset)),
    isBatch: true,
    batch: { records: 3, bytes: 6, window: 0 },
  });
  fake.add(recordsFrom(0, 2)).add(recordsFrom(2, 2));
  await fake.work();
  assertEquals(batches, [[0, 1, 2], [3]]);
  batches.length = 0;
  fake.add([recordAt(4, { value: Buffer.alloc(5) }), recordAt(5), recordAt(6), recordAt(7)]);
  fake.add([recordAt(8, { value: Buffer.alloc(100) }), recordAt(9)]);
  await fake.work();
  assertEquals(batches, [[4, 5], [6, 7], [8], [9]]);
});

Deno.test("PartitionWork.process() waits for a batch to fill, from its first record on", async () => {
  let now = 0;
  const { now: realNow } = performance;
  performance.now = () => now;
  try {
    for (const ordering of ["partition", "key"] as const) {
      const sizes: number[] = [];
      const fake = new FakePartition({
        caller: ({ records }) => void sizes.push(records.length),
        isBatch: true,
        batch: { records: 10, bytes: 1_000, window: 200 },
        ordering,
      });
      assertEquals(await fake.add(recordsFrom(0, 4)).work(), 200);
      now += 150;
      assertEquals(await fake.add(recordsFrom(4, 2)).work(), 50);
      now += 50;
      assertEquals(await fake.work(), undefined);
      assertEquals([sizes, fake.position], [[6], 6], ordering);
      assertEquals(await fake.add(recordsFrom(6, 13)).work(), 200, "a full one does not wait");
      assertEquals([sizes, fake.position], [[6, 10], 16], ordering);
    }
  } finally {
    performance.now = realNow;
  }
});

Deno.test("PartitionWork.process() passes by what is not wanted, and counts it", async () => {
  const delivered: number[] = [];
  const fake = new FakePartition({
    caller: ({ records }) => void delivered.push(...records.map(({ offset }) => offset)),
    filter: ({ offset }) => offset % 3 === 0,
    isBatch: true,
    batch: { records: 2, bytes: 1_000, window: 0 },
  });
  await fake.add(stamped([0, 1, 2, 3, 4, 5, 6, 7])).work();
  assertEquals([delivered, fake.seen, fake.position], [[0, 3, 6], [0, 3, 6], 8]);
  assertEquals(fake.delivery.counts.filtered, 5);
  assertEquals(fake.partition.ledger.totals.lost, 0);
});

Deno.test("PartitionWork.process() puts away what the filter fails for", async () => {
  for (const ordering of ["partition", "key"] as const) {
    const delivered: number[] = [];
    const fake = new FakePartition({
      caller: ({ records }) => void delivered.push(...records.map(({ offset }) => offset)),
      filter({ offset }) {
        if (offset === 1) throw new Error("no such field");
        return true;
      },
      isBatch: true,
      batch: { records: 10, bytes: 1_000, window: 0 },
      ordering,
    });
    await fake.add(recordsFrom(0, 3, () => "k")).work();
    assertEquals([delivered, fake.position], [[0, 2], 3]);
    assertEquals(fake.letters.map(({ record, error }) => [record.offset, error.message]), [
      [1, "no such field"],
    ]);
  }
});

Deno.test("AssignedPartition.lagSeconds() is the age of the oldest record that is not finished", async () => {
  const ends: (() => void)[] = [];
  const fake = new FakePartition({
    caller: () => new Promise<void>((resolve) => ends.push(resolve)),
  });
  fake.partition.noteEnds(2, 2);
  assertEquals(fake.partition.lagSeconds(), undefined, "not known yet");
  fake.add([recordAt(0, { timestamp: 1_000 }), recordAt(1, { timestamp: 4_000 })]);
  const worked = fake.work();
  assertEquals(fake.partition.lagSeconds(9_000), 8);
  ends.shift()!();
  await settled();
  assertEquals(fake.partition.lagSeconds(9_000), 5);
  ends.shift()!();
  await worked;
  assertEquals(fake.partition.lagSeconds(9_000), 0);
});
