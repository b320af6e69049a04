import { assert, assertEquals } from "@std/assert";
import { SendError } from "../../../../kafka/producer/send_error.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { FakePartition, recordAt, recordsFrom, settled } from "../testing/fake_partition.ts";
import type { FailedRecord } from "./caller.ts";

const BATCH = { isBatch: true, batch: { records: 500, bytes: 1e9, window: 0 } };

function offsets(records: readonly KafkaRecord[]): number[] {
  return records.map(({ offset }) => offset);
}

Deno.test("a bad record in a batch of 500 costs O(log n) calls, and ends alone", async () => {
  for (const bad of [0, 1, 77, 187, 250, 498, 499]) {
    const calls: number[][] = [];
    const fake = new FakePartition({
      ...BATCH,
      caller({ records }) {
        calls.push(offsets(records));
        if (records.some(({ offset }) => offset === bad)) throw new Error("no amount");
      },
    });
    await fake.add(recordsFrom(0, 500)).work();
    assert(calls.length <= 2 * Math.ceil(Math.log2(500)) + 4, `${bad}: ${calls.length} calls`);
    assertEquals(fake.letters.map(({ record }) => record.offset), [bad]);
    const alone = calls.filter((call) => call.join() === `${bad}`).length;
    assertEquals(alone, 4);
    assertEquals([fake.position, fake.seen.length], [500, 500]);
    const handled = calls.filter((call) => !call.includes(bad)).flat();
    assertEquals(handled, offsets(recordsFrom(0, 500)).filter((offset) => offset !== bad));
  }
});

Deno.test("of a batch that is halved, what stands before the bad record is finished at once", async () => {
  const ends: (() => void)[] = [];
  const fake = new FakePartition({
    ...BATCH,
    caller({ records }) {
      if (records.length > 1 && records.some(({ offset }) => offset === 5)) throw new Error("no");
      if (records[0].offset === 5) return new Promise<void>((resolve) => ends.push(resolve));
    },
  });
  const worked = fake.add(recordsFrom(0, 8)).work();
  await settled();
  assertEquals(fake.position, 5);
  ends[0]();
  await worked;
  assertEquals(fake.position, 8);
});

Deno.test("a record that fails alone is tried as often as is wanted, and tells which try it is", async () => {
  const attempts: number[] = [];
  const fake = new FakePartition({
    retries: { attempts: 3, backoff: 0 },
    caller({ attempt }) {
      attempts.push(attempt);
      return Promise.reject(new Error(`failure ${attempt}`));
    },
  });
  await fake.add([recordAt(0)]).work();
  assertEquals(attempts, [1, 2, 3]);
  assertEquals(fake.letters.map(({ error, attempts }) => [error.message, attempts]), [
    ["failure 3", 3],
  ]);
  const { retries, failed, deadLetters, calls } = fake.delivery.counts;
  assertEquals({ retries, failed, deadLetters, calls }, {
    ...{ retries: 2, failed: 3, deadLetters: 1, calls: 3 },
  });
});

Deno.test("a record that is too old is not tried again", async () => {
  const calls: number[] = [];
  const fake = new FakePartition({
    retries: { attempts: 4, backoff: 0, maxAge: 60_000 },
    caller({ records }) {
      calls.push(records[0].offset);
      throw new Error("no");
    },
  });
  const old = recordAt(0, { timestamp: Date.now() - 61_000 });
  await fake.add([old, recordAt(1, { timestamp: Date.now() })]).work();
  assertEquals(calls, [0, 1, 1, 1, 1]);
  assertEquals(fake.letters.map(({ attempts }) => attempts), [1, 4]);
});

Deno.test("of a call that has succeeded only those are tried again that it names", async () => {
  const calls: number[][] = [];
  const fake = new FakePartition({
    ...BATCH,
    caller({ records, attempt }): Promise<FailedRecord[]> {
      calls.push(offsets(records));
      const error = new Error(`no ${attempt}`);
      const failed = records.flatMap(({ offset }, index) => {
        if (offset === 2) return [{ index, error, isFinal: true }];
        if (offset === 3 || (offset === 5 && attempt < 3)) return [{ index, error }];
        return [];
      });
      return Promise.resolve(failed);
    },
  });
  await fake.add(recordsFrom(0, 8)).add(recordsFrom(8, 1)).work();
  assertEquals(calls, [[0, 1, 2, 3, 4, 5, 6, 7, 8], [3, 5], [3, 5], [3]]);
  assertEquals(fake.letters.map(({ record, error }) => [record.offset, error.message]), [
    [2, "no 1"],
    [3, "no 4"],
  ]);
  assertEquals([fake.position, fake.seen], [9, [0, 1, 2, 3, 4, 5, 6, 7, 8]]);
});

Deno.test("a record that is named twice has failed once", async () => {
  const error = new Error("no");
  const fake = new FakePartition({
    retries: { attempts: 1, backoff: 0 },
    caller: () => Promise.resolve([{ index: 0, error }, { index: 0, error }]),
  });
  await fake.add([recordAt(0)]).work();
  assertEquals([fake.letters.length, fake.position, fake.seen], [1, 1, [0]]);
});

Deno.test("a call that names a record that it did not get has failed as a whole", async () => {
  const fake = new FakePartition({
    caller: () => Promise.resolve([{ index: 1, error: new Error("no") }]),
  });
  await fake.add([recordAt(0)]).work();
  assertEquals(
    fake.letters.map(({ error }) => error.message),
    ["Cannot tell which records failed: record 1 of 1 is said to have failed"],
  );
});

Deno.test("a handler that hangs is aborted, counted, and moves nothing later", async () => {
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const fake = new FakePartition({
    timeout: 5,
    retries: { attempts: 2, backoff: 0 },
    caller(call) {
      if (call.records[0].offset > 0) return;
      signals.push(call.signal);
      return new Promise<void>((resolve) => ends.push(resolve));
    },
  });
  await fake.add(recordsFrom(0, 2)).work();
  assertEquals(signals.map(({ aborted, reason }) => [aborted, reason.name]), [
    [true, "TimeoutError"],
    [true, "TimeoutError"],
  ]);
  assertEquals(fake.letters.map(({ error }) => `${error}`), [
    "TimeoutError: It took longer than 5 ms",
  ]);
  assertEquals(fake.delivery.counts.timeouts, 2);
  for (const end of ends) end();
  await settled();
  assertEquals([fake.position, fake.seen], [2, [0, 1]]);
});

Deno.test("a handler that looks at its signal too late finds it aborted", async () => {
  const late = Promise.withResolvers<boolean>();
  const fake = new FakePartition({
    timeout: 1,
    retries: { attempts: 1, backoff: 0 },
    async caller(call) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      late.resolve(call.signal.aborted);
    },
  });
  await fake.add([recordAt(0)]).work();
  assertEquals(await late.promise, true);
});

Deno.test("writing what came of records does not count for the call's time", async () => {
  const fake = new FakePartition({
    timeout: 5,
    async caller(call) {
      call.handled();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  });
  await fake.add([recordAt(0)]).work();
  assertEquals([fake.delivery.counts.timeouts, fake.position], [0, 1]);
});

Deno.test("a call's signal aborts when its partition is taken away", async () => {
  const signals: AbortSignal[] = [];
  const fake = new FakePartition({
    caller(call) {
      signals.push(call.signal);
      return new Promise(() => {});
    },
  });
  const worked = fake.add([recordAt(0)]).work().catch(() => {});
  fake.abort.abort();
  await worked;
  assertEquals(signals.map(({ aborted }) => aborted), [true]);
});

Deno.test("records whose outputs Kafka does not take wait until it does, and are not put away", async () => {
  let calls = 0;
  const fake = new FakePartition({
    ...BATCH,
    caller() {
      if (calls++ === 0) return Promise.reject(new SendError("NOT_ENOUGH_REPLICAS", "too few"));
    },
  });
  await fake.add(recordsFrom(0, 5)).work();
  assertEquals([calls, fake.letters.length, fake.position], [2, 0, 5]);
  assertEquals(fake.delivery.counts.halved, 0);
});

Deno.test("it is told when Kafka has taken nothing of what came of records for long", async () => {
  let calls = 0;
  const { now } = performance;
  const fake: FakePartition = new FakePartition({
    caller() {
      if (calls++ === 0) return Promise.reject(new SendError("UNREACHABLE", "no broker"));
    },
  });
  const worked = fake.add([recordAt(0)]).work();
  await settled();
  assertEquals(fake.delivery.stalled, undefined, "it may be a hitch");
  performance.now = () => now.call(performance) + 11_000;
  try {
    assertEquals(fake.delivery.stalled, "Cannot write what came of t/0/0: no broker");
    await worked;
    assertEquals(fake.delivery.stalled, undefined);
  } finally {
    performance.now = now;
  }
});

Deno.test("a record whose output Kafka refuses is as bad as one that fails", async () => {
  const fake = new FakePartition({
    caller: () => Promise.reject(new SendError("MESSAGE_TOO_LARGE", "too large")),
  });
  await fake.add([recordAt(0)]).work();
  assertEquals(fake.letters.length, 1);
});

Deno.test("what waits for another try is let go when nothing more is to be begun", async () => {
  let calls = 0;
  const fake = new FakePartition({
    retries: { attempts: 4, backoff: 60_000 },
    caller() {
      calls++;
      throw new Error("no");
    },
  });
  const worked = fake.add([recordAt(0)]).work();
  await settled();
  assertEquals(fake.delivery.failing, "Cannot handle t/0/0: Error: no");
  fake.halt.abort();
  await worked;
  assertEquals([calls, fake.position, fake.letters], [1, 0, []]);
});

Deno.test("records that fail are passed by where none are to be kept", async () => {
  const fake = new FakePartition({
    letters: { takes: () => false, send: () => Promise.reject(new Error("not to be called")) },
    caller() {
      throw new Error("no");
    },
  });
  await fake.add([recordAt(0)]).work();
  const { passedBy, deadLetters } = fake.delivery.counts;
  assertEquals([fake.position, passedBy, deadLetters], [1, 1, 0]);
});
