/**
 * The last hour and a half of every figure that is drawn, in steps of ten seconds. It is bounded: a series
 * takes 2 kB, and there are no more of them than would take 11 MB.
 *
 * @module
 */
import { OVERVIEW_SERIES } from "./series.ts";
import type { SeriesData } from "./history.ts";

/** From point to point, in ms. */
export const STEP = 10_000;

/** How many points there are: an hour and a half. */
export const SLOTS = 540;

/** No more series than these are kept: a thousand topics, as many groups, and their partitions. */
const MAX_SERIES = 5_000;

/** A rate is the mean of what was seen in a step; of anything else, its peak is what matters. */
const IS_RATE = new RegExp(
  `^(topic:|(${OVERVIEW_SERIES.recordsIn}|${OVERVIEW_SERIES.recordsOut})$)`,
);

interface Series {
  values: Float32Array;
  /** The last step with a figure. */
  last: number;
}

/** Some series over the same steps; a step is a time in ms divided by {@linkcode STEP}. */
export interface Steps {
  steps: number[];
  series: Record<string, (number | null)[]>;
}

/** Keeps figures step by step. */
export class LongHistory {
  /** Which step stands at a place of the ring. */
  readonly #steps = new Float64Array(SLOTS).fill(-1);
  readonly #series = new Map<string, Series>();
  #newest = -1;
  #looks = 0;

  /** The step that is under way; -1 before the first look. */
  get newest(): number {
    return this.#newest;
  }

  /** How many series there are. */
  get size(): number {
    return this.#series.size;
  }

  /** Takes in the figures of a look. */
  record(atMs: number, figures: Iterable<readonly [name: string, value: number]>): void {
    const step = Math.floor(atMs / STEP);
    if (step < this.#newest) return;
    if (step > this.#newest) {
      this.#begin(step);
      this.#newest = step;
      this.#looks = 0;
      for (const [name, { last }] of this.#series) {
        if (step - last >= SLOTS) this.#series.delete(name);
      }
    }
    this.#looks++;
    const place = step % SLOTS;
    for (const [name, value] of figures) {
      const series = this.#seriesOf(name, step);
      if (series === undefined) continue;
      const before = series.values[place];
      series.values[place] = Number.isNaN(before)
        ? value
        : IS_RATE.test(name)
        ? before + (value - before) / this.#looks
        : Math.max(before, value);
    }
  }

  /** Takes in what was kept elsewhere; what is known already stays. */
  restore({ steps, series }: Steps, nowMs: number): void {
    const now = Math.floor(nowMs / STEP);
    steps.forEach((step, index) => {
      if (step > now || step <= Math.max(now, this.#newest) - SLOTS) return;
      if (this.#steps[step % SLOTS] !== step) this.#begin(step);
      this.#newest = Math.max(this.#newest, step);
      for (const [name, values] of Object.entries(series)) {
        const value = values[index];
        const kept = typeof value === "number" ? this.#seriesOf(name, step) : undefined;
        if (kept === undefined || !Number.isNaN(kept.values[step % SLOTS])) continue;
        kept.values[step % SLOTS] = value!;
      }
    });
  }

  /** These series from a time on, oldest point first. */
  read(names: readonly string[], fromMs: number): SeriesData {
    const { steps, series } = this.steps(names, Math.floor(fromMs / STEP), this.#newest);
    return { at: steps.map((step) => step * STEP / 1_000), series };
  }

  /** The steps from one to another, of these series or of all. */
  steps(names: readonly string[] | undefined, from: number, to: number): Steps {
    const steps: number[] = [];
    for (let step = Math.max(from, this.#newest - SLOTS + 1, 0); step <= to; step++) {
      if (this.#steps[step % SLOTS] === step) steps.push(step);
    }
    const wanted = names ?? [...this.#series.keys()];
    const series = Object.fromEntries(wanted.map((name) => {
      const values = this.#series.get(name)?.values;
      return [
        name,
        steps.map((step) => {
          const value = values?.[step % SLOTS] ?? NaN;
          return Number.isNaN(value) ? null : value;
        }),
      ];
    }));
    return { steps, series };
  }

  #begin(step: number): void {
    this.#steps[step % SLOTS] = step;
    for (const { values } of this.#series.values()) values[step % SLOTS] = NaN;
  }

  #seriesOf(name: string, step: number): Series | undefined {
    let series = this.#series.get(name);
    if (series === undefined) {
      if (this.#series.size >= MAX_SERIES) return undefined;
      series = { values: new Float32Array(SLOTS).fill(NaN), last: step };
      this.#series.set(name, series);
    }
    series.last = Math.max(series.last, step);
    return series;
  }
}
