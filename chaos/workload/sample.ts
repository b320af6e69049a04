/**
 * The run as a timeline: what the load and the cluster were like, several times a second.
 *
 * @module
 */
import type { RunSample } from "../../functions/console/chaos/chaos_run.ts";

/** One moment of a run. */
export interface Sample {
  /** ms since the run began. */
  at: number;
  /** Records acknowledged and delivered a second, since the sample before. */
  acknowledged: number;
  delivered: number;
  /** Of the acknowledgements since the sample before: 99 of 100 came within so many ms. */
  p99?: number;
  /** Partitions of which nothing was acknowledged for a second. */
  unavailable: number;
  /** Records acknowledged and not delivered yet. */
  lag: number;
  /** What the brokers tell; absent while none does. */
  cluster?: ClusterSample;
}

/** The topic as the brokers see it. */
export interface ClusterSample {
  /** -1: none. */
  controller: number;
  brokers: number;
  /** Of each partition; -1: none. */
  leaders: number[];
  epochs: number[];
  /** How many replicas are in sync, of each partition. */
  isr: number[];
}

/** The smallest of the ISRs; 0 while no broker tells. */
export function leastInSync({ cluster }: Sample): number {
  return cluster && cluster.isr.length > 0 ? Math.min(...cluster.isr) : 0;
}

/** A moment as charts have it. */
export function toRunSample(sample: Sample): RunSample {
  const { cluster: _, ...load } = sample;
  return { ...load, isr: leastInSync(sample) };
}

/** The value that 99 of 100 do not exceed; `undefined` of none. */
export function percentile99(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1];
}
