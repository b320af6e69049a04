import { assert, assertEquals } from "@std/assert";
import { LogEndLooks } from "./log_end_looks.ts";

Deno.test("LogEndLooks keeps since when nothing was written, and until when", () => {
  const log = new LogEndLooks();
  for (const at of [0, 1, 2, 3]) log.add(at, 5);
  log.add(4, 6);
  assertEquals(log.looks, [{ at: 0, end: 5 }, { at: 3, end: 5 }, { at: 4, end: 6 }]);
});

Deno.test("LogEndLooks reaches back to the first look, in a bounded number", () => {
  const log = new LogEndLooks();
  for (let at = 0; at < 10_000; at++) log.add(at, at);
  assert(log.looks.length <= 64);
  assertEquals([log.looks[0].at, log.looks.at(-1)!.at], [0, 9_999]);
  assertEquals(
    log.looks.slice(-20).map(({ at }) => at),
    Array.from({ length: 20 }, (_, i) => 9_980 + i),
  );
});

Deno.test("LogEndLooks begins anew with its log", () => {
  const log = new LogEndLooks();
  log.add(0, 5);
  log.add(1, 2);
  assertEquals(log.looks, [{ at: 1, end: 2 }]);
});
