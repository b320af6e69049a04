/**
 * The ledger of a consumer with so many partitions, each with records of so many runs; tells as JSON what it
 * took. A process of its own: `--v8-flags=--expose-gc`.
 *
 * @module
 */
import { encodeLedger } from "../../../functions/runtime/ledger/ledger_metadata.ts";
import { PartitionLedger } from "../../../functions/runtime/ledger/partition_ledger.ts";
import type { StateFigures } from "./figures.ts";
import { heap, timed } from "./heap.ts";

/** Records of each run in each partition. */
const RECORDS = 20;

const [partitions, runs, rounds] = Deno.args.map(Number);
const before = heap();
const ledgers = Array.from({ length: partitions }, () => new PartitionLedger({ position: 0 }));
let offset = 0;
for (let run = 0; run < runs; run++) {
  for (let sequence = 0; sequence < RECORDS; sequence++, offset++) {
    const time = Date.now() * 1_000;
    const stamp = { run: `run-${run}`, sequence, time };
    for (const ledger of ledgers) ledger.reckon(offset, stamp, time + 5_000 + sequence * 900);
  }
}
const figures: StateFigures = { heap: heap() - before, work: { commit: [] }, size: {} };
for (let round = 0; round < rounds; round++) {
  let bytes = 0;
  figures.work.commit.push(
    await timed(() => {
      for (const ledger of ledgers) bytes += encodeLedger(ledger).length;
    }),
  );
  figures.size.commit = bytes / 1_024;
}
console.log(JSON.stringify(figures));
