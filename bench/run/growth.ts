import { median } from "../../scripts/cli/median.ts";

/** How something grows as something else does, of one or more subjects. */
export interface Growth {
  /** What was measured: "a round of the lag monitor". */
  what: string;
  /** What the samples are counted in. */
  unit: string;
  /** What grows along the x axis: "partitions". */
  over: string;
  curves: readonly Curve[];
  /** What no median may exceed. */
  most?: number;
}

/** A subject's growth. */
export interface Curve {
  name: string;
  /** From the least to the greatest. */
  points: readonly Point[];
}

/** Samples, as they were taken at one size. */
export interface Point {
  at: number;
  samples: readonly number[];
}

/**
 * The power of the size with which a curve's medians grow from its first point to its last: 1 is linear, 0 does
 * not grow; `undefined` where there is nothing to tell it by.
 */
export function power({ points }: Curve): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return undefined;
  const [from, to] = [median(first.samples), median(last.samples)];
  if (from <= 0 || to <= 0) return undefined;
  return Math.log(to / from) / Math.log(last.at / first.at);
}

/** Whether all medians stay within what they may be; `undefined` where nothing is said of that. */
export function staysWithin({ curves, most }: Growth): boolean | undefined {
  if (most === undefined) return undefined;
  return curves.every(({ points }) => points.every(({ samples }) => median(samples) <= most));
}
