import type { Histogram } from "hdr-histogram-js";
import { latencyHistogram } from "./partition_ledger.ts";

/** How far back it reaches, in ms. */
const WINDOW = 10_000;

/** Snapshots are taken no more often than this, in ms. */
const STEP = 1_000;

/** The latencies of some records, in ms. */
export interface LatencySummary {
  count: number;
  p50: number;
  p99: number;
}

interface Snapshot {
  at: number;
  latencies: Histogram;
}

/**
 * Latency of the last seconds, from histograms that only grow: what was not in them some seconds
 * ago. It costs records nothing, and is about those since somebody began to ask.
 */
export class RecentLatency {
  /** Oldest first. Of those as old as the window, only the newest is kept. */
  #past: Snapshot[] = [];
  #source = "";

  /**
   * The latencies that came lately.
   *
   * @param source what the histograms are of: with another, it begins anew.
   */
  read(histograms: readonly Histogram[], source: string, now = performance.now()): LatencySummary {
    const latencies = latencyHistogram();
    for (const histogram of histograms) latencies.add(histogram);
    const hasShrunk = latencies.totalCount < (this.#past.at(-1)?.latencies.totalCount ?? 0);
    if (source !== this.#source || hasShrunk) this.#past = [];
    this.#source = source;
    while (this.#past.length > 1 && this.#past[1].at <= now - WINDOW) this.#past.shift();
    const before = this.#past[0]?.latencies ?? latencies;
    if (now - (this.#past.at(-1)?.at ?? -Infinity) >= STEP) {
      this.#past.push({ at: now, latencies });
    }
    return summarize(latencies, before);
  }
}

/** The summary of the latencies that were not there before. */
function summarize(latencies: Histogram, before: Histogram): LatencySummary {
  const recent = latencyHistogram();
  recent.add(latencies);
  recent.subtract(before);
  const count = recent.totalCount;
  const percentile = (p: number) => count === 0 ? 0 : recent.getValueAtPercentile(p) / 1000;
  return { count, p50: percentile(50), p99: percentile(99) };
}
