import { assertEquals, assertRejects } from "@std/assert";
import { Delivery } from "./delivery.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

const record: KafkaRecord = {
  topic: "t",
  partition: 0,
  offset: 7,
  timestamp: 0,
  key: null,
  value: null,
  headers: [],
};

/** A delivery to a handler that fails so many times, and the letters that it wrote. */
function deliveryFailing(times: number, { asynchronously = false } = {}) {
  const letters: [number, string][] = [];
  let calls = 0;
  const handle = () => {
    if (calls++ >= times) return;
    const error = new Error(`failure ${calls}`);
    if (asynchronously) return Promise.reject(error);
    throw error;
  };
  const delivery = new Delivery(handle, {
    send({ offset }, error) {
      letters.push([offset, error.message]);
      return Promise.resolve();
    },
  });
  return { delivery, letters };
}

Deno.test("Delivery.deliver() gives nothing to wait for if the handler does not", () => {
  const { delivery } = deliveryFailing(0);
  assertEquals(delivery.deliver(record, new AbortController().signal), undefined);
});

Deno.test("Delivery.deliver() tries a failing record again", async () => {
  for (const asynchronously of [false, true]) {
    const { delivery, letters } = deliveryFailing(2, { asynchronously });
    await delivery.deliver(record, new AbortController().signal);
    assertEquals(letters, []);
    assertEquals(delivery.counts, { retries: 2, deadLetters: 0, skipped: 0 });
  }
});

Deno.test("Delivery.deliver() makes a record that keeps failing a dead letter", async () => {
  const { delivery, letters } = deliveryFailing(99);
  await delivery.deliver(record, new AbortController().signal);
  assertEquals(letters, [[7, "failure 4"]]);
  assertEquals(delivery.counts, { retries: 3, deadLetters: 1, skipped: 0 });
});

Deno.test("Delivery.deliver() ends at once when it is aborted", async () => {
  const { delivery, letters } = deliveryFailing(99);
  const abort = new AbortController();
  const delivered = delivery.deliver(record, abort.signal);
  abort.abort();
  await assertRejects(() => delivered!, Error, "aborted");
  assertEquals(letters, []);
});

Deno.test("Delivery.deliver() tells of a record that cannot be put away, until it is passed by", async () => {
  const letters = { send: () => Promise.reject(new Error("no topic")) };
  const delivery = new Delivery(() => {
    throw new Error("no amount");
  }, letters);
  assertEquals(delivery.skip(record), false);
  const delivered = delivery.deliver(record, new AbortController().signal);
  while (delivery.held.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const [{ topic, partition, offset, reason }] = delivery.held;
  assertEquals({ topic, partition, offset }, { topic: "t", partition: 0, offset: 7 });
  assertEquals(reason, "Cannot put away t/0/7, which failed with Error: no amount: no topic");
  assertEquals(delivery.failing, "Cannot handle t/0/7: Error: no amount");
  assertEquals(delivery.skip({ ...record, offset: 8 }), false);
  assertEquals(delivery.skip(record), true);
  await delivered;
  assertEquals(delivery.held, []);
  assertEquals(delivery.counts, { retries: 3, deadLetters: 0, skipped: 1 });
});

Deno.test("Delivery.failing is over with the next record that is handled", async () => {
  const { delivery } = deliveryFailing(1);
  const delivered = delivery.deliver(record, new AbortController().signal);
  assertEquals(delivery.failing, "Cannot handle t/0/7: Error: failure 1");
  await delivered;
  assertEquals(delivery.failing, undefined);
});

Deno.test("Delivery.forgetFailure() leaves nothing to tell of", async () => {
  const { delivery } = deliveryFailing(99);
  await delivery.deliver(record, new AbortController().signal);
  assertEquals(delivery.failing, "Cannot handle t/0/7: Error: failure 4");
  delivery.forgetFailure();
  assertEquals(delivery.failing, undefined);
});
