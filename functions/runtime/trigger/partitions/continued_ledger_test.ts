import { assertEquals } from "@std/assert";
import { encodeLedger } from "../../ledger/ledger_metadata.ts";
import { AssignedPartition } from "./assigned_partition.ts";
import { continuedLedger } from "./continued_ledger.ts";
import { PartitionLedger } from "../../ledger/partition_ledger.ts";

/** A ledger at a position, that has consumed as many records as the position says. */
function ledgerAt(position: number): PartitionLedger {
  const ledger = new PartitionLedger({ position: 0 });
  for (let offset = 0; offset < position; offset++) ledger.reckon(offset, undefined, 0);
  return ledger;
}

Deno.test("continuedLedger() goes on from the further of what is committed and what is remembered", () => {
  const ledger = encodeLedger(ledgerAt(10));
  type Found = { position: number; consumed: number; expired: number };
  const cases: [string, number | undefined, number, string | null, number, Found][] = [
    ["1: new here", undefined, 10, ledger, 0, { position: 10, consumed: 10, expired: 0 }],
    ["2: remembered, the same", 10, 10, ledger, 0, { position: 10, consumed: 10, expired: 0 }],
    ["3: remembered, not committed", 12, 10, ledger, 0, { position: 12, consumed: 12, expired: 0 }],
    ["4: gone on elsewhere", 7, 10, ledger, 0, { position: 10, consumed: 10, expired: 0 }],
    ["5: never committed", undefined, -1, null, 3, { position: 3, consumed: 0, expired: 0 }],
    ["6: not committed yet", 4, -1, null, 0, { position: 4, consumed: 4, expired: 0 }],
    ["7: without a ledger", undefined, 10, "", 0, { position: 10, consumed: 0, expired: 0 }],
    ["8: dropped by the log", undefined, 10, ledger, 15, {
      position: 15,
      consumed: 10,
      expired: 5,
    }],
  ];
  for (const [name, remembered, offset, metadata, low, expected] of cases) {
    const memory = remembered === undefined ? undefined : ledgerAt(remembered);
    const commit = { topic: "t", partition: 0, offset, metadata };
    const ledger = continuedLedger(memory, commit);
    const partition = new AssignedPartition({ ledger, delivered: 0 }, commit);
    // Fetching has found that the log begins behind it.
    if (partition.position < low) partition.jump(low);
    const { state, totals } = partition.ledger;
    const found = { position: state.position, consumed: totals.consumed, expired: state.expired };
    assertEquals(found, expected, name);
  }
});
