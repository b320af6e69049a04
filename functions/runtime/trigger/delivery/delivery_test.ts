import { assertEquals } from "@std/assert";
import { Turn } from "../../../../kafka/in_turns.ts";
import { FakePartition, recordAt, recordsFrom, settled } from "../testing/fake_partition.ts";
import { Delivery } from "./delivery.ts";
import { ONE_BY_ONE } from "./delivery_options.ts";

Deno.test("Delivery.deliver() gives nothing to wait for if the handler does not", () => {
  const letters = { takes: () => true, send: () => Promise.resolve() };
  const delivery = new Delivery({ ...ONE_BY_ONE, name: "f", letters, caller: () => {} });
  const finished: number[] = [];
  const { signal } = new AbortController();
  const pending = delivery.deliver([recordAt(7)], {
    signal,
    halt: signal,
    hold: new Turn(100),
    now: 0,
    finish: (records) => void finished.push(...records.map(({ offset }) => offset)),
  });
  assertEquals([pending, finished], [undefined, [7]]);
});

Deno.test("Delivery.deliver() tries a failing record again", async () => {
  for (const isAsync of [false, true]) {
    let calls = 0;
    const fake = new FakePartition({
      caller() {
        if (++calls > 2) return;
        if (isAsync) return Promise.reject(new Error(`failure ${calls}`));
        throw new Error(`failure ${calls}`);
      },
    });
    await fake.add([recordAt(0)]).work();
    assertEquals([fake.letters.length, fake.delivery.counts.retries], [0, 2]);
  }
});

Deno.test("Delivery tells of a record that cannot be put away, until it is passed by", async () => {
  const letters = { takes: () => true, send: () => Promise.reject(new Error("no topic")) };
  const fake = new FakePartition({
    letters,
    caller() {
      throw new Error("no amount");
    },
  });
  const { delivery } = fake;
  assertEquals(delivery.skip(recordAt(0)), false);
  const worked = fake.add([recordAt(0)]).work();
  while (delivery.held.length === 0) await settled();
  const [{ topic, partition, offset, reason }] = delivery.held;
  assertEquals({ topic, partition, offset }, { topic: "t", partition: 0, offset: 0 });
  assertEquals(reason, "Cannot put away t/0/0, which failed with Error: no amount: no topic");
  assertEquals(delivery.failing, "Cannot handle t/0/0: Error: no amount");
  assertEquals(delivery.skip(recordAt(8)), false);
  assertEquals(delivery.skip(recordAt(0)), true);
  await worked;
  const { retries, deadLetters, skipped } = delivery.counts;
  assertEquals([delivery.held, retries, deadLetters, skipped], [[], 3, 0, 1]);
});

Deno.test("Delivery.failing is over with the next record that is handled", async () => {
  const ends: (() => void)[] = [];
  const fake = new FakePartition({
    caller({ records: [{ offset }], attempt }) {
      if (offset === 0) throw new Error(`failure ${attempt}`);
      return new Promise((resolve) => ends.push(resolve));
    },
  });
  const worked = fake.add(recordsFrom(0, 2)).work();
  while (ends.length === 0) await settled();
  assertEquals(fake.delivery.failing, "Cannot handle t/0/0: Error: failure 4");
  ends[0]();
  await worked;
  assertEquals(fake.delivery.failing, undefined);
});

Deno.test("Delivery.forgetFailure() leaves nothing to tell of", async () => {
  const fake = new FakePartition({
    caller() {
      throw new Error("no");
    },
  });
  await fake.add([recordAt(0)]).work();
  assertEquals(fake.delivery.failing, "Cannot handle t/0/0: Error: no");
  fake.delivery.forgetFailure();
  assertEquals(fake.delivery.failing, undefined);
});
