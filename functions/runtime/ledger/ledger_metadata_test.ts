import { assert, assertEquals } from "@std/assert";
import { decodeLedger, encodeLedger } from "./ledger_metadata.ts";
import { PartitionLedger } from "./partition_ledger.ts";

/** A ledger of `runs` runs, each with `gaps` gaps, and latencies over `spread` orders of magnitude. */
function ledgerOf(runs: number, gaps: number, spread: number): PartitionLedger {
  const ledger = new PartitionLedger({ position: 0 });
  let offset = 0;
  for (let run = 0; run < runs; run++) {
    for (let i = 0; i <= gaps; i++) {
      const time = 1_000_000 - 10 ** (spread * Math.abs(Math.sin(offset)));
      const stamp = { run: `7c0e9a52-0000-4000-8000-00000000${1000 + run}`, sequence: i * 2, time };
      ledger.reckon(offset++, stamp, 1_000_000);
    }
  }
  return ledger;
}

Deno.test("decodeLedger() reads what encodeLedger() wrote", () => {
  const ledger = ledgerOf(3, 4, 2);
  ledger.reckon(20, undefined, 0);
  ledger.jump(25);
  const read = decodeLedger(25, encodeLedger(ledger));
  assertEquals(read.totals, ledger.totals);
  assertEquals({ ...read.state, latency: 0, runs: 0 }, { ...ledger.state, latency: 0, runs: 0 });
  for (const [id, run] of ledger.state.runs) {
    const { gaps, ...state } = run.state;
    const { gaps: readGaps, ...readState } = read.state.runs.get(id)!.state;
    assertEquals(readState, state);
    assertEquals(readGaps.ranges, gaps.ranges);
  }
  assertEquals(read.state.latency.totalCount, ledger.state.latency.totalCount);
  assertEquals(
    read.state.latency.getValueAtPercentile(99),
    ledger.state.latency.getValueAtPercentile(99),
  );
});

Deno.test("decodeLedger() goes on reckoning where encodeLedger() stopped", () => {
  const ledger = new PartitionLedger({ position: 0 });
  for (const [offset, sequence] of [[0, 0], [1, 3]]) {
    ledger.reckon(offset, { run: "a", sequence, time: 0 }, 0);
  }
  const read = decodeLedger(2, encodeLedger(ledger));
  for (const [offset, sequence] of [[2, 1], [3, 4], [4, 4]]) {
    read.reckon(offset, { run: "a", sequence, time: 0 }, 0);
  }
  const { lost, reordered, duplicated } = read.totals;
  assertEquals({ lost, reordered, duplicated }, { lost: 1, reordered: 1, duplicated: 1 });
});

Deno.test("encodeLedger() stays within 4096 characters, and keeps the totals", () => {
  const cases: [string, PartitionLedger][] = [
    ["1: nothing", new PartitionLedger({ position: 0 })],
    ["2: many runs", ledgerOf(16, 2, 3)],
    ["3: many gaps", ledgerOf(16, 64, 3)],
    ["4: wide latencies", ledgerOf(16, 64, 6)],
    ["5: one run with a very long id", new PartitionLedger({ position: 0 })],
  ];
  const longId = { run: "x".repeat(5000), sequence: 0, time: 0 };
  cases[4][1].reckon(0, longId, 0);
  for (const [name, ledger] of cases) {
    const text = encodeLedger(ledger);
    assert(text.length <= 4096, `${name}: ${text.length}`);
    assertEquals(decodeLedger(0, text).totals, ledger.totals, name);
  }
});

Deno.test("decodeLedger() begins anew with metadata that is not ours", () => {
  for (const metadata of [null, "", "{}", "null", "text", '{"v":2}', '{"v":1}', '{"v":1,"p":[]}']) {
    const ledger = decodeLedger(7, metadata);
    assertEquals(ledger.state.position, 7);
    assertEquals(ledger.totals.consumed, 0);
  }
});
