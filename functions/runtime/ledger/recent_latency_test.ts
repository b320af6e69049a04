import { assertEquals } from "@std/assert";
import { latencyHistogram } from "./partition_ledger.ts";
import { RecentLatency } from "./recent_latency.ts";

/** A histogram to record into, in ms, and the summary of what came lately, rounded to ms. */
function setUp() {
  const recent = new RecentLatency();
  const histogram = latencyHistogram();
  return {
    record: (ms: number, count: number) => histogram.recordValueWithCount(ms * 1000, count),
    histogram,
    read(now: number, source = "t/0", histograms = [histogram]) {
      const { count, p50, p99 } = recent.read(histograms, source, now);
      return [count, Math.round(p50), Math.round(p99)];
    },
  };
}

Deno.test("RecentLatency knows what came since somebody began to ask", () => {
  const { record, read } = setUp();
  record(5000, 100);
  assertEquals(read(0), [0, 0, 0]);
  record(2, 98);
  record(40, 2);
  assertEquals(read(1000), [100, 2, 40]);
});

Deno.test("RecentLatency forgets what is older than some seconds", () => {
  const { record, read } = setUp();
  read(0);
  record(500, 10);
  for (let now = 1000; now <= 10_000; now += 1000) assertEquals(read(now)[0], 10);
  record(3, 5);
  assertEquals(read(12_000), [5, 3, 3]);
  assertEquals(read(60_000), [0, 0, 0]);
});

Deno.test("RecentLatency begins anew with other partitions, and with a ledger that did", () => {
  const { record, read } = setUp();
  read(0);
  record(5, 10);
  assertEquals(read(1000, "t/0 t/1"), [0, 0, 0]);
  record(5, 10);
  assertEquals(read(2000, "t/0 t/1")[0], 10);
  assertEquals(read(3000, "t/0 t/1", [latencyHistogram()]), [0, 0, 0]);
});
