import { assertEquals } from "@std/assert";
import { PartitionLedger } from "./partition_ledger.ts";
import { zeroCounts } from "./run_ledger.ts";

function stamp(run: string, sequence: number, time = 0) {
  return { run, sequence, time };
}

Deno.test("PartitionLedger.reckon() tells runs apart and sums them", () => {
  const ledger = new PartitionLedger({ position: 0 });
  ledger.reckon(0, stamp("a", 0), 0);
  ledger.reckon(1, stamp("b", 7), 0);
  ledger.reckon(2, stamp("a", 2), 0);
  ledger.reckon(3, undefined, 0);
  ledger.reckon(4, stamp("b", 8), 0);
  assertEquals(ledger.state.position, 5);
  assertEquals(ledger.state.runs.get("a")?.counts, { ...zeroCounts(), consumed: 2, lost: 1 });
  assertEquals(ledger.state.runs.get("b")?.counts, { ...zeroCounts(), consumed: 2 });
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 5, lost: 1 });
});

Deno.test("PartitionLedger.reckon() uses each hole for one missing sequence only", () => {
  const ledger = new PartitionLedger({ position: 0 });
  ledger.reckon(0, stamp("a", 0), 0);
  ledger.reckon(1, stamp("b", 0), 0);
  ledger.reckon(3, stamp("a", 2), 0); // the hole at 2 explains a's gap …
  ledger.reckon(4, stamp("b", 2), 0); // … so b's is a loss
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 4, compacted: 1, lost: 1 });
});

Deno.test("PartitionLedger.reckon() counts offsets that are missing at its very start", () => {
  const ledger = new PartitionLedger({ position: 10 });
  ledger.reckon(14, stamp("a", 0), 0);
  assertEquals(ledger.state.holes, 4);
});

Deno.test("PartitionLedger.reckon() sums up the run that is longest silent", () => {
  const ledger = new PartitionLedger({ position: 0 });
  for (let i = 0; i < 20; i++) ledger.reckon(i, stamp(`run ${i}`, 0), 0);
  assertEquals(ledger.state.runs.size, 16);
  assertEquals([...ledger.state.runs.keys()][0], "run 4");
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 20 });
});

Deno.test("PartitionLedger.reckon() counts redelivered records besides what else they are", () => {
  const ledger = new PartitionLedger({ position: 0 });
  ledger.reckon(0, stamp("a", 0), 0, true);
  ledger.reckon(1, undefined, 0, true);
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 2, redelivered: 2 });
});

Deno.test("PartitionLedger.reckon() measures latency, and takes a clock behind as none", () => {
  const ledger = new PartitionLedger({ position: 0 });
  ledger.reckon(0, stamp("a", 0, 5_000), 15_000);
  ledger.reckon(1, stamp("a", 1, 5_000), 4_000);
  ledger.reckon(2, stamp("a", 2, 0), 1e15);
  const { latency } = ledger.state;
  assertEquals(latency.totalCount, 3);
  assertEquals(latency.getValueAtPercentile(1), 0);
  assertEquals(Math.round(latency.getValueAtPercentile(50) / 1000), 10);
});

Deno.test("PartitionLedger.jump() counts what the log dropped as expired, and not as lost", () => {
  const ledger = new PartitionLedger({ position: 0 });
  ledger.reckon(0, stamp("a", 0), 0);
  ledger.jump(5);
  ledger.reckon(5, stamp("a", 5), 0);
  assertEquals(ledger.state.expired, 4);
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 2 });
});

Deno.test("PartitionLedger.jump() explains no more missing sequences than the log has dropped", () => {
  const ledger = new PartitionLedger({ position: 0 });
  ledger.reckon(0, stamp("a", 0), 0);
  ledger.reckon(1, stamp("b", 0), 0);
  ledger.jump(5);
  ledger.reckon(5, stamp("a", 3), 0); // 2 of the 3 that were dropped
  ledger.reckon(6, stamp("b", 4), 0); // the third, and 2 that are lost
  ledger.reckon(7, stamp("a", 5), 0); // one lost
  ledger.reckon(8, stamp("new", 7), 0); // not seen before
  assertEquals(ledger.state.expired, 3);
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 6, lost: 3 });
});

Deno.test("PartitionLedger.jump() counts a log that began anew", () => {
  const ledger = new PartitionLedger({ position: 50 });
  ledger.jump(0);
  ledger.reckon(0, stamp("new", 0), 0);
  assertEquals(ledger.state.resets, 1);
  assertEquals(ledger.totals, { ...zeroCounts(), consumed: 1 });
});
