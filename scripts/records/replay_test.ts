import { assertEquals } from "@std/assert";
import { Replay } from "./replay.ts";

const at = (...times: (number | bigint | undefined)[]) => times.map((timestamp) => ({ timestamp }));

/** What goes together, with the wait before it; each wait passes. */
function replayed(speed: number, times: (number | bigint | undefined)[]) {
  let now = 50;
  const replay = new Replay(speed, () => now);
  const parts: [waitMs: number, records: number][] = [];
  for (const { waitMs, records } of replay.parts(at(...times))) {
    now += waitMs;
    parts.push([waitMs, records.length]);
  }
  return parts;
}

Deno.test("Replay waits as long as there was between the records, so many times less", () => {
  assertEquals(replayed(1, [1_000, 1_100, 1_300]), [[0, 1], [100, 1], [200, 1]]);
  assertEquals(replayed(10, [1_000, 1_100, 1_300n]), [[0, 1], [10, 1], [20, 1]]);
  assertEquals(replayed(0.5, [1_000, 1_100]), [[0, 1], [200, 1]]);
});

Deno.test("Replay sends together what is due about now, and what is late or has no time", () => {
  assertEquals(replayed(1, [1_000, 1_004, 900, undefined, -1]), [[0, 5]]);
  assertEquals(replayed(1, [undefined, 1_000, 1_100, 1_050, 1_103]), [[0, 2], [100, 3]]);
  assertEquals(replayed(Infinity, [1_000, 9_000_000]), [[0, 2]]);
});
