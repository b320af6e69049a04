import { assert, assertEquals } from "@std/assert";
import { EventRuns, type Run } from "./event_runs.ts";
import { MessageRing } from "./message_ring.ts";
import { tail } from "./message_tail.ts";

function push(ring: MessageRing, offset: number, topic = "t"): void {
  const value = new TextEncoder().encode(`${offset}`);
  ring.push({ topic, partition: 0, offset, timestamp: 0, key: null, value, headers: [] });
}

/** A client's first run behind the time after which it shall come back. */
async function firstRun(stream: ReadableStream<Run>): Promise<Run> {
  const reader = stream.getReader();
  await reader.read();
  const { value } = await reader.read();
  await reader.cancel();
  return value!;
}

Deno.test("clients at the same place with the same filter are sent the same bytes", async () => {
  const ring = new MessageRing({ maxRecords: 10, maxBytes: 1e6 });
  const runs = new EventRuns();
  for (const offset of [0, 1, 2]) push(ring, offset);
  const follow = (filter: string, matches = () => true) =>
    firstRun(tail({ ring, matches, cursor: 0, shared: { runs, filter } }));
  const [one, other] = [await follow("all"), await follow("all")];
  assert(one === other);
  assert(await runs.bytes(one) === await runs.bytes(other));
  assertEquals(
    new TextDecoder().decode(await runs.bytes(one)).match(/^id:.*/gm),
    ["id:t/0/0", "id:t/0/1", "id:t/0/2"],
  );
  push(ring, 3);
  assertEquals((await follow("all")).length, 4, "what came since is not left out");
});

Deno.test("a client with another filter, or at another place, is sent what is its own", async () => {
  const ring = new MessageRing({ maxRecords: 10, maxBytes: 1e6 });
  const runs = new EventRuns();
  push(ring, 0, "a");
  push(ring, 1, "b");
  const ids = (run: Run) => run.map(({ id }) => id);
  const all = { ring, matches: () => true, shared: { runs, filter: "all" } };
  const onlyB = { ring, matches: matchesB, shared: { runs, filter: "b" } };
  assertEquals(ids(await firstRun(tail({ ...all, cursor: 0 }))), ["a/0/0", "b/0/1"]);
  assertEquals(ids(await firstRun(tail({ ...onlyB, cursor: 0 }))), ["b/0/1"]);
  assertEquals(ids(await firstRun(tail({ ...all, cursor: 1 }))), ["b/0/1"]);
});

function matchesB({ topic }: { topic: string }): boolean {
  return topic === "b";
}

Deno.test("a ring wakes all who wait, however many they are, though batch comes after batch", async () => {
  const ring = new MessageRing({ maxRecords: 10, maxBytes: 1e6 });
  const waiting = Array.from({ length: 200 }, () => ring.changed());
  for (let batch = 0; batch < 10; batch++) ring.wake();
  await Promise.all(waiting);
  const others = Array.from({ length: 200 }, () => ring.changed());
  ring.wake();
  await Promise.all(others);
});
