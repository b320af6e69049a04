import { assertEquals } from "@std/assert";
import { type Counts, RunLedger, zeroCounts } from "./run_ledger.ts";

/** Reckons `[sequence, offset]` pairs; an offset beyond the one expected makes holes. */
function reckon(records: [sequence: number, offset: number][]): Counts {
  const [[firstSequence, firstOffset], ...rest] = records;
  const ledger = RunLedger.begin(firstSequence, firstOffset, 0);
  let position = firstOffset + 1;
  let holes = 0;
  let explained = 0;
  for (const [sequence, offset] of rest) {
    holes += offset - position;
    explained += ledger.reckon(sequence, offset, holes, holes - explained);
    position = offset + 1;
  }
  return ledger.counts;
}

/** Sequences at offsets without a hole. */
function dense(...sequences: number[]): [number, number][] {
  return sequences.map((sequence, offset) => [sequence, offset]);
}

Deno.test("RunLedger.reckon() counts what happened to a run", () => {
  const cases: [string, [number, number][], Partial<Counts>][] = [
    ["1: all there", dense(0, 1, 2, 3), { consumed: 4 }],
    ["2: the first sequence is the baseline", dense(5, 6, 7), { consumed: 3 }],
    ["3: one lost", dense(0, 1, 3), { consumed: 3, lost: 1 }],
    ["4: many lost, twice", dense(0, 10, 20), { consumed: 3, lost: 18 }],
    ["5: twice the same", dense(0, 1, 1, 2), { consumed: 4, duplicated: 1 }],
    ["6: a batch twice", dense(0, 1, 2, 0, 1, 2, 3), { consumed: 7, duplicated: 3 }],
    ["7: two swapped", dense(0, 2, 1, 3), { consumed: 4, reordered: 1 }],
    ["8: two batches swapped", dense(0, 3, 4, 1, 2, 5), { consumed: 6, reordered: 2 }],
    ["9: a late one twice", dense(0, 2, 1, 1), { consumed: 4, reordered: 1, duplicated: 1 }],
    ["10: lost, one of them late", dense(0, 4, 2), { consumed: 3, lost: 2, reordered: 1 }],
    ["11: first batches swapped", dense(2, 3, 0, 1, 4), { consumed: 5, reordered: 2 }],
    ["12: below the baseline, in part", dense(5, 2), { consumed: 2, lost: 2, reordered: 1 }],
    ["13: compacted", [[0, 0], [5, 5]], { consumed: 2, compacted: 4 }],
    ["14: compacted, and the lost one comes late", [[0, 0], [6, 5], [3, 6]], {
      consumed: 3,
      compacted: 4,
      reordered: 1,
    }],
    ["15: compacted, with one lost", [[0, 0], [6, 5]], { consumed: 2, compacted: 4, lost: 1 }],
    ["16: compacted, then again", [[0, 0], [5, 5], [3, 6]], {
      consumed: 3,
      compacted: 4,
      duplicated: 1,
    }],
    ["17: holes of others explain nothing", [[0, 0], [1, 9]], { consumed: 2 }],
    [
      "18: holes before the last record explain nothing after it",
      [[0, 0], [1, 9], [3, 10]],
      { consumed: 3, lost: 1 },
    ],
    [
      "19: compacted twice",
      [[0, 0], [3, 3], [9, 9]],
      { consumed: 3, compacted: 7 },
    ],
  ];
  for (const [name, records, expected] of cases) {
    assertEquals(reckon(records), { ...zeroCounts(), ...expected }, name);
  }
});

Deno.test("RunLedger.reckon() takes no hole that has explained another run's gap", () => {
  const ledger = RunLedger.begin(0, 0, 0);
  assertEquals(ledger.reckon(3, 6, 4, 1), 1);
  assertEquals(ledger.counts, { ...zeroCounts(), consumed: 2, compacted: 1, lost: 1 });
});
