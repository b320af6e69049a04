import { assert, assertEquals, assertRejects } from "@std/assert";
import { BatchWork } from "./batch_work.ts";

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

function noHeartbeat(): Promise<void> {
  return Promise.reject(new Error("no heartbeat is due"));
}

Deno.test("BatchWork.run() aborts the work when a heartbeat fails, and tells why", async () => {
  const work = new BatchWork();
  const heartbeat = () => Promise.reject(new Error("rebalancing"));
  await assertRejects(() => work.run(heartbeat, untilAborted), Error, "rebalancing");
});

Deno.test("BatchWork.run() fails as the work does", async () => {
  const work = new BatchWork();
  await assertRejects(
    () => work.run(noHeartbeat, () => Promise.reject(new Error("of the work"))),
    Error,
    "of the work",
  );
});

Deno.test("BatchWork.abort() ends all work, which is no failure", async () => {
  const work = new BatchWork();
  const runs = [work.run(noHeartbeat, untilAborted), work.run(noHeartbeat, untilAborted)];
  work.abort();
  await Promise.all(runs);
});

Deno.test("BatchWork.done() waits for the work under way", async () => {
  const work = new BatchWork();
  const end = Promise.withResolvers<void>();
  let isDone = false;
  const run = work.run(noHeartbeat, () => end.promise);
  const done = work.done().then(() => isDone = true);
  await Promise.resolve();
  assertEquals(isDone, false);
  end.resolve();
  await Promise.all([run, done]);
  assert(isDone);
});
