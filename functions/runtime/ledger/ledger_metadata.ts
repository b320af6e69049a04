/**
 * A partition's ledger as text, so that it is committed as the metadata of the very offset it belongs
 * to: one write moves both, and whoever gets the partition next goes on from both.
 *
 * @module
 */
import {
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from "hdr-histogram-js";
import { Gaps } from "./gaps.ts";
import { latencyHistogram, PartitionLedger } from "./partition_ledger.ts";
import { addCounts, type Counts, RunLedger, zeroCounts } from "./run_ledger.ts";

/** The longest metadata a broker takes, in characters (offset.metadata.max.bytes, its default). */
const MAX_LENGTH = 4096;

/** What is written, briefly. `v` tells later forms, and other programs' metadata, from this one. */
interface Written {
  v: 1;
  /** holes, explained, expired, resets, unstamped, excused */
  p: number[];
  folded: number[];
  runs: WrittenRun[];
  /** The histogram in HdrHistogram's own compressed form. */
  latency?: string;
}

/** Run id; first, next, last offset, holes and expired; counts; missing ranges. */
type WrittenRun = [id: string, state: number[], counts: number[], gaps: (readonly number[])[]];

/** How much is written: ever less, until it fits. What is left out is only ever detail. */
const FITS = [
  { runs: 16, ranges: 64, digits: 2 },
  { runs: 8, ranges: 32, digits: 2 },
  { runs: 4, ranges: 16, digits: 2 },
  { runs: 4, ranges: 16, digits: 1 },
  { runs: 1, ranges: 8, digits: 1 },
  { runs: 1, ranges: 0, digits: 0 },
  { runs: 0, ranges: 0, digits: 0 },
] as const;

/** The ledger as commit metadata, at most 4096 characters. */
export function encodeLedger(ledger: PartitionLedger): string {
  const texts = FITS.values().map((fit) => JSON.stringify(write(ledger, fit)));
  return texts.find((text) => text.length <= MAX_LENGTH)!;
}

function write(ledger: PartitionLedger, fit: typeof FITS[number]): Written {
  const { holes, explained, expired, resets, unstamped, excused, runs, latency } = ledger.state;
  const byAge = [...runs].sort(([, a], [, b]) => b.state.lastOffset - a.state.lastOffset);
  const folded = { ...ledger.state.folded };
  for (const [, run] of byAge.slice(fit.runs)) addCounts(folded, run.counts);
  return {
    v: 1,
    p: [holes, explained, expired, resets, unstamped, excused],
    folded: writeCounts(folded),
    runs: byAge.slice(0, fit.runs).map(([id, run]) => writeRun(id, run, fit.ranges)),
    ...(fit.digits > 0 && { latency: encodeIntoCompressedBase64(coarsen(latency, fit.digits)) }),
  };
}

function writeRun(id: string, run: RunLedger, ranges: number): WrittenRun {
  const { first, next, lastOffset, holes, expired, counts, gaps } = run.state;
  const kept = ranges > 0 ? gaps.ranges.slice(-ranges) : [];
  return [id, [first, next, lastOffset, holes, expired], writeCounts(counts), kept];
}

function writeCounts(counts: Counts): number[] {
  const { consumed, lost, duplicated, reordered, redelivered, compacted } = counts;
  return [consumed, lost, duplicated, reordered, redelivered, compacted];
}

function coarsen(latency: Histogram, digits: 0 | 1 | 2): Histogram {
  if (digits !== 1) return latency;
  const coarse = latencyHistogram(1);
  coarse.add(latency);
  return coarse;
}

/**
 * The ledger that was committed with an offset; a new one where the metadata is another program's, or
 * there is none.
 */
export function decodeLedger(position: number, metadata: string | null): PartitionLedger {
  try {
    const written: Written = JSON.parse(metadata ?? "");
    if (written.v === 1) return read(position, written);
  } catch {
    // Not ours.
  }
  return new PartitionLedger({ position });
}

function read(position: number, written: Written): PartitionLedger {
  // What was written before there was `excused`: all that had expired counted as lost.
  const [holes, explained, expired, resets, unstamped, excused = expired] = written.p;
  const latency = latencyHistogram();
  if (written.latency) latency.add(decodeFromCompressedBase64(written.latency, 64));
  return new PartitionLedger({
    position,
    holes,
    explained,
    expired,
    excused,
    resets,
    unstamped,
    folded: readCounts(written.folded),
    runs: new Map(written.runs.map((run) => readRun(run, expired))),
    latency,
  });
}

function readRun(
  [id, state, counts, gaps]: WrittenRun,
  expiredSoFar: number,
): [string, RunLedger] {
  const [first, next, lastOffset, holes, expired = expiredSoFar] = state;
  const ranges = gaps.map(([from, to]) => [from, to] as const);
  const run = {
    first,
    next,
    lastOffset,
    holes,
    expired,
    counts: readCounts(counts),
    gaps: new Gaps(ranges),
  };
  return [id, new RunLedger(run)];
}

function readCounts(numbers: number[]): Counts {
  const [consumed, lost, duplicated, reordered, redelivered, compacted] = numbers;
  return { ...zeroCounts(), consumed, lost, duplicated, reordered, redelivered, compacted };
}
