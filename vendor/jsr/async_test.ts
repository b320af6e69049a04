import { assert, assertEquals, assertRejects } from "@std/assert";
import { abortable, deadline, delay } from "@std/async";

Deno.test("delay() ends with the signal's reason, also when that is aborted before", async () => {
  const controller = new AbortController();
  const waits = [1, 2].map(() => delay(1_000_000, { signal: controller.signal }));
  controller.abort(new RangeError("enough"));
  for (const wait of waits) await assertRejects(() => wait, RangeError, "enough");
  await assertRejects(() => delay(1_000_000, { signal: controller.signal }), RangeError);
  await delay(1, { signal: new AbortController().signal });
});

Deno.test("deadline() gives what comes in time, and fails with TimeoutError otherwise", async () => {
  assertEquals(await deadline(Promise.resolve(1), 1_000_000), 1);
  const late = await assertRejects(() => deadline(new Promise(() => {}), 1), DOMException);
  assertEquals(late.name, "TimeoutError");
  const failed = Promise.reject(new RangeError("its own"));
  await assertRejects(() => deadline(failed, 1_000_000), RangeError, "its own");
});

Deno.test("deadline() ends with the signal's reason", async () => {
  const controller = new AbortController();
  const wait = deadline(new Promise(() => {}), 1_000_000, { signal: controller.signal });
  controller.abort(new RangeError("enough"));
  const error = await assertRejects(() => wait);
  assert(error instanceof RangeError);
});

Deno.test("abortable() gives what a promise does, or ends with the signal's reason", async () => {
  const controller = new AbortController();
  assertEquals(await abortable(Promise.resolve(1), controller.signal), 1);
  const wait = abortable(new Promise(() => {}), controller.signal);
  controller.abort(new RangeError("enough"));
  for (const ended of [wait, abortable(new Promise(() => {}), controller.signal)]) {
    await assertRejects(() => ended, RangeError, "enough");
  }
});
