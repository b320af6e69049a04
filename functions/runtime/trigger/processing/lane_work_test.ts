import { assert, assertEquals } from "@std/assert";
import { mock } from "node:test";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { FailedRecord } from "../delivery/caller.ts";
import type { DeliveryOptions } from "../delivery/delivery_options.ts";
import { FakePartition, recordsFrom, settled } from "../testing/fake_partition.ts";

const KEYED = { ordering: "key", concurrency: 4 } as const;

/** A handler whose calls end when they are told to. */
class Calls {
  /** The calls that have begun, as the offsets of their records. */
  readonly begun: string[] = [];
  readonly #ends = new Map<string, PromiseWithResolvers<FailedRecord[] | void>>();

  readonly caller = ({ records }: { records: readonly KafkaRecord[] }) => {
    const name = records.map(({ offset }) => offset).join();
    this.begun.push(name);
    const end = Promise.withResolvers<FailedRecord[] | void>();
    this.#ends.set(name, end);
    return end.promise;
  };

  /** Ends calls, with what failed. */
  async end(name: string, failed?: FailedRecord[] | Error): Promise<void> {
    const end = this.#ends.get(name)!;
    if (failed instanceof Error) end.reject(failed);
    else end.resolve(failed);
    await settled();
  }

  /** The calls that have begun since this was asked last. */
  news(): string[] {
    return this.begun.splice(0);
  }
}

function setUp(options: Partial<DeliveryOptions>) {
  const calls = new Calls();
  const fake = new FakePartition({ ...KEYED, caller: calls.caller, ...options });
  return { calls, fake };
}

/** Time that goes on when it is told to. */
function stoppedTime() {
  mock.timers.enable({ apis: ["setTimeout"] });
  return {
    async goOn(ms: number): Promise<void> {
      mock.timers.tick(ms);
      await settled();
    },
    [Symbol.dispose]: () => mock.timers.reset(),
  };
}

Deno.test("with order by key, calls go on at once, but none before another of its key", async () => {
  const { calls, fake } = setUp({});
  // Keys a b c a b c a …
  const worked = fake.add(recordsFrom(0, 7, (offset) => "abc"[offset % 3])).work();
  assertEquals(calls.news(), ["0", "1", "2"]);
  await calls.end("1");
  assertEquals([calls.news(), fake.position], [["4"], 0]);
  await calls.end("0");
  assertEquals([calls.news(), fake.position], [["3"], 2]);
  await calls.end("3");
  assertEquals(calls.news(), ["6"]);
  await calls.end("2");
  assertEquals([calls.news(), fake.position], [["5"], 4]);
  for (const name of ["6", "5", "4"]) await calls.end(name);
  await worked;
  assertEquals([fake.position, fake.seen], [7, [0, 1, 2, 3, 4, 5, 6]]);
});

Deno.test("as many calls as there may be are under way at once", async () => {
  const { calls, fake } = setUp({ ordering: "none", concurrency: 3 });
  const worked = fake.add(recordsFrom(0, 5, () => "k")).work();
  assertEquals(calls.news(), ["0", "1", "2"]);
  await calls.end("2");
  assertEquals(calls.news(), ["3"]);
  for (const name of ["0", "1", "3", "4"]) await calls.end(name);
  await worked;
  assertEquals(fake.position, 5);
});

Deno.test("records that come while calls are under way have calls of their own at once", async () => {
  const { calls, fake } = setUp({});
  const worked = fake.add(recordsFrom(0, 1, () => "a")).work();
  assertEquals(calls.news(), ["0"]);
  fake.add(recordsFrom(1, 2, (offset) => offset === 1 ? "a" : "b"));
  await settled();
  assertEquals(calls.news(), ["2"]);
  for (const name of ["2", "0", "1"]) await calls.end(name);
  await worked;
  assertEquals(fake.position, 3);
});

Deno.test("a record that waits for another try holds up its key and the position, and no more", async () => {
  using time = stoppedTime();
  const { calls, fake } = setUp({ concurrency: 1, retries: { attempts: 2, backoff: 20 } });
  const worked = fake.add(recordsFrom(0, 4, (offset) => offset % 2 ? "b" : "a")).work();
  assertEquals(calls.news(), ["0"]);
  await calls.end("0", new Error("no"));
  assertEquals(calls.news(), ["1"], "its slot is free meanwhile");
  await calls.end("1");
  assertEquals(calls.news(), ["3"]);
  await calls.end("3");
  await time.goOn(20);
  assertEquals([calls.news(), fake.position], [["0"], 0]);
  await calls.end("0", new Error("no"));
  assertEquals(calls.news(), ["2"]);
  await calls.end("2");
  await worked;
  assertEquals([fake.position, fake.letters.length, fake.seen], [4, 1, [0, 1, 2, 3]]);
});

Deno.test("a batch that is halved keeps the order of each key, and lets the others go on", async () => {
  using time = stoppedTime();
  const { calls, fake } = setUp({
    isBatch: true,
    batch: { records: 4, bytes: 1e6, window: 0 },
    retries: { attempts: 2, backoff: 20 },
  });
  // 0 is bad; 2 has its key.
  const worked = fake.add(recordsFrom(0, 4, (offset) => offset % 2 ? "b" : "a")).work();
  await calls.end("0,1,2,3", new Error("no"));
  await calls.end("0,1", new Error("no"));
  await calls.end("0", new Error("no"));
  await calls.end("1");
  assertEquals(calls.news(), ["0,1,2,3", "0,1", "0", "1", "3"]);
  await calls.end("3");
  await time.goOn(20);
  assertEquals(calls.news(), ["0"]);
  await calls.end("0");
  assertEquals(calls.news(), ["2"]);
  await calls.end("2");
  await worked;
  assertEquals([fake.position, fake.letters.length], [4, 0]);
});

Deno.test("records that a call names as failed keep the order of their key among each other", async () => {
  const { calls, fake } = setUp({
    isBatch: true,
    batch: { records: 4, bytes: 1e6, window: 0 },
    retries: { attempts: 2, backoff: 0 },
  });
  const worked = fake.add(recordsFrom(0, 4, (offset) => offset === 1 ? "b" : "a")).work();
  const error = new Error("no");
  await calls.end("0,1,2,3", [{ index: 0, error }, { index: 1, error }, { index: 3, error }]);
  while (calls.begun.length < 3) await settled();
  assertEquals(calls.news().sort(), ["0,1,2,3", "0,3", "1"]);
  await calls.end("1");
  await calls.end("0,3");
  await worked;
  assertEquals([fake.position, fake.letters.length], [4, 0]);
});

Deno.test("no more than so many records run ahead of one that waits", async () => {
  let ahead = 0;
  const fake = new FakePartition({
    ...KEYED,
    retries: { attempts: 2, backoff: 60_000 },
    caller({ records: [{ offset }] }) {
      if (offset === 0) throw new Error("no");
      ahead = offset;
    },
  });
  const worked = fake.add(recordsFrom(0, 20_000, String)).work();
  while (ahead < 9_999) await settled();
  await settled();
  assertEquals([ahead, fake.position], [9_999, 0]);
  fake.halt.abort();
  await worked;
});

Deno.test("what is finished ahead of the position is not handled again after a pause", async () => {
  const { calls, fake } = setUp({ retries: { attempts: 2, backoff: 60_000 } });
  const records = recordsFrom(0, 3, String);
  const worked = fake.add(records).work();
  await calls.end("1");
  await calls.end("0", new Error("no"));
  fake.halt.abort();
  await calls.end("2");
  await worked;
  assertEquals([fake.position, calls.news()], [0, ["0", "1", "2"]]);
  const goesOn = fake.work(undefined, new AbortController().signal);
  assertEquals(calls.news(), ["0"]);
  await calls.end("0");
  await goesOn;
  assertEquals([fake.position, fake.seen], [3, [0, 1, 2]]);
});

Deno.test("no key is overtaken, and nothing is lost, whatever fails", async () => {
  let random = 42;
  const chance = () => (random = (random * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  for (const isBatch of [false, true]) {
    const handled = new Map<string, number>();
    const busy = new Set<string>();
    const fake = new FakePartition({
      ...KEYED,
      isBatch,
      batch: { records: 7, bytes: 1e6, window: 0 },
      retries: { attempts: 3, backoff: 0 },
      async caller({ records }) {
        const keys = new Set(records.map(({ key }) => `${key}`));
        for (const key of keys) {
          assert(!busy.has(key), `two calls with key ${key} at once`);
          busy.add(key);
        }
        if (chance() < 0.5) await settled();
        for (const key of keys) busy.delete(key);
        if (chance() < 0.3) throw new Error("all");
        const failed: FailedRecord[] = [];
        for (const [index, { key, offset }] of records.entries()) {
          const isHeld = failed.some(({ index }) => `${records[index].key}` === `${key}`);
          if (isHeld || chance() < 0.1) failed.push({ index, error: new Error("this") });
          else {
            assert((handled.get(`${key}`) ?? -1) < offset, `${key} ${offset}`);
            handled.set(`${key}`, offset);
          }
        }
        return failed;
      },
    });
    for (let first = 0; first < 300; first += 50) {
      fake.add(recordsFrom(first, 50, (offset) => `${offset * 7 % 13}`));
    }
    await fake.work();
    assertEquals(fake.position, 300);
    assertEquals(fake.seen, Array.from({ length: 300 }, (_, offset) => offset));
  }
});
