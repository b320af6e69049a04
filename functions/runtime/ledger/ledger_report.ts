import { z } from "@hono/zod-openapi";
import { latencyHistogram, type PartitionLedger } from "./partition_ledger.ts";
import { addCounts, type Counts, zeroCounts } from "./run_ledger.ts";

const count = z.number().int();

const countsSchema = z.object({
  consumed: count.describe("Records delivered, whatever else they count as"),
  lost: count.describe("Sequences that are missing now"),
  duplicated: count.describe("Records whose sequence had been there before, at another offset"),
  reordered: count.describe("Records that came after a later sequence"),
  redelivered: count.describe(
    "Records whose very offset had been delivered before by this replica",
  ),
  compacted: count.describe("Sequences that are missing because the log was compacted"),
});

/** The ledger of several partitions, as JSON shows it. */
export const ledgerSchema = z.object({
  totals: countsSchema.extend({
    unstamped: count.describe("Records without the ledger's headers"),
    expired: count.describe("Offsets that the log had dropped before they were read"),
    resets: count.describe("How often a log began anew below the position"),
  }),
  runs: z.array(countsSchema.extend({ run: z.string() })),
  latency: z.object({
    count,
    p50: z.number(),
    p90: z.number(),
    p99: z.number(),
    max: z.number(),
  }).describe("From stamp to delivery, in ms"),
}).openapi("Ledger");

/** The ledger of several partitions, as JSON shows it. */
export type LedgerReport = z.infer<typeof ledgerSchema>;

/** Sums the ledgers of partitions up: all in all, and by run. */
export function reportLedgers(ledgers: Iterable<PartitionLedger>): LedgerReport {
  const totals = { ...zeroCounts(), unstamped: 0, expired: 0, resets: 0 };
  const runs = new Map<string, Counts>();
  const latency = latencyHistogram();
  for (const ledger of ledgers) {
    const { state } = ledger;
    addCounts(totals, ledger.totals);
    totals.unstamped += state.unstamped;
    totals.expired += state.expired;
    totals.resets += state.resets;
    latency.add(state.latency);
    for (const [run, { counts }] of state.runs) {
      const sum = runs.get(run) ?? zeroCounts();
      addCounts(sum, counts);
      runs.set(run, sum);
    }
  }
  const percentile = (p: number) => latency.totalCount && latency.getValueAtPercentile(p) / 1000;
  return {
    totals,
    runs: [...runs].map(([run, counts]) => ({ run, ...counts })),
    latency: {
      count: latency.totalCount,
      p50: percentile(50),
      p90: percentile(90),
      p99: percentile(99),
      max: percentile(100),
    },
  };
}
