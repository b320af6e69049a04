import { assertEquals } from "@std/assert";
import type { GroupSummary } from "./group_summaries.ts";
import { LagWatch } from "./lag_watch.ts";

function readers(committed: number | undefined, end: number): GroupSummary {
  const lag = end - (committed ?? 0);
  return {
    ...{ group: "readers", protocolType: "consumer", state: "Stable", coordinator: 1 },
    ...{ members: 1, topics: ["orders"], totalLag: lag, neverCommitted: 0 },
    lags: [{ topic: "orders", partition: 0, committed, logStart: 0, end, lag }],
  };
}

Deno.test("LagWatch tells for how long records wait, and when there will be none", () => {
  const watch = new LagWatch();
  watch.look(0, [readers(0, 0)]);
  watch.look(10_000, [readers(0, 100)]);
  watch.look(20_000, [readers(50, 100)]);
  watch.look(30_000, [readers(80, 100)]);
  const pace = watch.of("readers", { topic: "orders", partition: 0 })!;
  assertEquals([pace.isAtLeast, Math.round(pace.secondsBehind)], [false, 22]);
  assertEquals([pace.growth, pace.secondsToClear], [-4, 5]);
});

Deno.test("LagWatch says at least, of what was unread when it first looked", () => {
  const watch = new LagWatch();
  watch.look(0, [readers(undefined, 7)]);
  watch.look(5_000, [readers(undefined, 7)]);
  assertEquals(watch.ofGroup(readers(undefined, 7)), {
    ...{ secondsBehind: 5, isAtLeast: true, growth: 0, secondsToClear: Infinity },
  });
});

Deno.test("LagWatch takes no reset for growth", () => {
  const watch = new LagWatch();
  watch.look(0, [readers(90, 100)]);
  watch.look(10_000, [readers(0, 100)]);
  assertEquals(watch.ofGroup(readers(0, 100))?.growth, undefined);
});

Deno.test("LagWatch forgets groups that are gone", () => {
  const watch = new LagWatch();
  watch.look(0, [readers(0, 1)]);
  watch.look(1_000, []);
  assertEquals(watch.ofGroup(readers(0, 1)), undefined);
});
