import { assert, assertEquals } from "@std/assert";
import { reportLedgers } from "./ledger_report.ts";
import { PartitionLedger } from "./partition_ledger.ts";
import { zeroCounts } from "./run_ledger.ts";

Deno.test("reportLedgers() sums partitions, by run and all in all", () => {
  const a = new PartitionLedger({ position: 0 });
  a.reckon(0, { run: "r1", sequence: 0, time: 0 }, 1_000);
  a.reckon(1, { run: "r1", sequence: 2, time: 0 }, 3_000);
  a.reckon(2, undefined, 0);
  const b = new PartitionLedger({ position: 0, expired: 5, resets: 1 });
  b.reckon(0, { run: "r1", sequence: 0, time: 0 }, 2_000);
  b.reckon(1, { run: "r2", sequence: 0, time: 0 }, 100_000);
  const { totals, runs, latency } = reportLedgers([a, b]);
  assertEquals(totals, {
    ...zeroCounts(),
    consumed: 5,
    lost: 1,
    unstamped: 1,
    expired: 5,
    resets: 1,
  });
  assertEquals(runs, [
    { run: "r1", ...zeroCounts(), consumed: 3, lost: 1 },
    { run: "r2", ...zeroCounts(), consumed: 1 },
  ]);
  assertEquals(latency.count, 4);
  assert(Math.abs(latency.p50 - 2) < 0.05, `${latency.p50}`);
  assert(Math.abs(latency.max - 100) < 1, `${latency.max}`);
});

Deno.test("reportLedgers() of nothing is all zero", () => {
  const { totals, runs, latency } = reportLedgers([]);
  assertEquals(totals.consumed, 0);
  assertEquals(runs, []);
  assertEquals(latency, { count: 0, p50: 0, p90: 0, p99: 0, max: 0 });
});
