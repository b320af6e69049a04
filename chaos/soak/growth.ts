/**
 * Whether something grows: a robust slope over the later part of a run, against a stated bound.
 *
 * @module
 */
import { median } from "../../scripts/cli/median.ts";

/**
 * What is watched of each process. Memory of a JVM is what is resident, its heap with it, which was all touched at
 * the start; of a function what is resident besides the heap that V8 has taken, since V8 takes and returns that as
 * it likes. Heap is the least that was in use of late, which is what a collection left. Bytes, latency in ms, all else by number. */
export type Measure = "memory" | "heap" | "threads" | "sockets" | "files" | "latency";

/** One look at a value: when, in ms since the run began, and what it was; `undefined` where not known. */
export type Point = readonly [at: number, value: number | undefined];

/** All looks at one measure of one process. */
export interface Observed {
  node: string;
  /** Which bound holds for it. */
  kind: "function" | "jvm";
  measure: Measure;
  points: readonly Point[];
}

/** How a measure fared. */
export interface Growth extends Omit<Observed, "points"> {
  /** The medians of the first and of the last fifth of what is judged. */
  from: number;
  to: number;
  /** The largest value of the whole run. */
  peak: number;
  /** By how much it grew over what is judged, by its slope. */
  growth: number;
  /** By how much it may. */
  bound: number;
  isWithin: boolean;
}

const MiB = 1024 * 1024;

/**
 * By how much each may grow over the part of a run that is judged. A JVM has more room: both of its compilers go on
 * taking memory for code and what they know of it.
 */
export const BOUNDS: Record<Observed["kind"], Record<Measure, number>> = {
  function: { memory: 16 * MiB, heap: 8 * MiB, threads: 2, sockets: 4, files: 8, latency: 25 },
  jvm: { memory: 48 * MiB, heap: 32 * MiB, threads: 4, sockets: 8, files: 32, latency: 25 },
};

/** The part of a run that warms up, and is not judged. */
const WARM_UP = 1 / 3;

/**
 * Judges each measure. One of which nothing was seen in the judged part is left out.
 *
 * @param slack by what the bounds are multiplied: more for a run so short that all of it is warm-up.
 */
export function judgeGrowth(observed: readonly Observed[], slack = 1): Growth[] {
  return observed.flatMap(({ node, kind, measure, points }) => {
    const end = points.at(-1)?.[0] ?? 0;
    const known = points.filter((point): point is [number, number] => point[1] !== undefined);
    const seen = measure === "heap" ? floor(known) : known;
    const judged = seen.filter(([at]) => at >= end * WARM_UP);
    if (judged.length < 2) return [];
    const fifth = Math.ceil(judged.length / 5);
    const growth = slope(judged) * (judged.at(-1)![0] - judged[0][0]);
    const bound = BOUNDS[kind][measure] * slack;
    return [{
      ...{ node, kind, measure, growth, bound },
      from: median(judged.slice(0, fifth).map(([, value]) => value)),
      to: median(judged.slice(-fifth).map(([, value]) => value)),
      peak: known.reduce((most, [, value]) => Math.max(most, value), -Infinity),
      isWithin: growth <= bound,
    }];
  });
}

/** How many looks a collection of V8's heap falls within. */
const FLOOR = 12;

/** The least of each look and those just before: garbage goes, what is kept stays. */
function floor(points: readonly [number, number][]): [number, number][] {
  return points.map(([at], i) => [
    at,
    Math.min(...points.slice(Math.max(0, i + 1 - FLOOR), i + 1).map(([, value]) => value)),
  ]);
}

/**
 * The slope by Theil and Sen: the median of the slopes between all pairs, which outliers and the teeth
 * of a garbage collector do not bend. Per ms.
 */
export function slope(points: readonly (readonly [number, number])[]): number {
  const slopes = points.flatMap(([x, y], i) =>
    points.slice(i + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x))
  ).filter(Number.isFinite);
  return slopes.length === 0 ? 0 : median(slopes);
}
