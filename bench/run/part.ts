/**
 * A part of the bench: what it compares, and what it needs for it.
 *
 * @module
 */
import type { Lab } from "../../tests/lab.ts";
import type { Growth } from "./growth.ts";

/** What a part may find. */
export type Result = Comparison | Growth;

/** Whether it is a growth. */
export function isGrowth(result: Result): result is Growth {
  return "curves" in result;
}

/** Whether it is a comparison. */
export function isComparison(result: Result): result is Comparison {
  return !isGrowth(result);
}

/** One thing that was measured on each of some subjects, in turns, in one run. */
export interface Comparison {
  /** What was measured: "warm up, to ready". */
  what: string;
  /** What the samples are counted in: s, ms, MiB, records/s, requests/s. */
  unit: string;
  /** Which way is better. */
  better: "less" | "more";
  /** This project first; then what it is held against. */
  subjects: readonly Subject[];
  /** What is wanted of the medians. */
  target?: Target;
}

/** A subject's samples, as they were taken. */
export interface Subject {
  name: string;
  samples: readonly number[];
}

/**
 * What a median should be, at least or at most as `better` says: in the comparison's unit, or as the
 * ratio of the first subject to that named by `to`, the second by default.
 */
export type Target = { value: number } | { ratio: number; to?: string };

/** What a part is run with. */
export interface Bench {
  /** How often each thing is measured. */
  rounds: number;
  /** How long a load lasts, s. */
  seconds: number;
  /** The lab that parts share, which is up; the first one that asks waits for it. */
  lab(): Promise<Lab>;
  /** Tells what is measured now. */
  note(text: string): void;
}

/** A part of the bench. */
export interface Part {
  /** One line for `--help`. */
  summary: string;
  /** Why it cannot be measured here, or `undefined` where it can. */
  obstacle?(): Promise<string | undefined>;
  /** Measures, and returns what there is to tell. */
  run(bench: Bench): Promise<Result[]>;
}
