/**
 * What a run tells, as JSON has it and as all other reports show it.
 *
 * @module
 */
import { isClean, type Verdict } from "../verdict/verdict.ts";
import type { Look } from "../probes/probe.ts";
import type { Sample } from "../workload/sample.ts";

/** How a bound was kept. */
export interface BoundReport {
  what: string;
  /** ms. */
  within: number;
  /** ms; absent where it never came to be. */
  took?: number;
  met: boolean;
}

/** One fault, and what came of it. */
export interface FaultReport {
  fault: string;
  what: string;
  proofs: string[];
  /** ms since the run began; `healed` where it was undone. */
  at: number;
  healed?: number;
  bounds: BoundReport[];
}

/** One scenario's run. */
export interface ScenarioReport {
  scenario: string;
  seed: number;
  seconds: number;
  faults: FaultReport[];
  /** Absent where it could not be run to its end. */
  verdict?: Verdict;
  /** Why it could not. */
  error?: string;
  /** Why it was not run at all: what it takes is not there. */
  skipped?: string;
  samples: readonly Sample[];
  /** What probes have shown: each time that it was something else than before. */
  looks: Look[];
}

/** Whether no record suffered, and each bound was kept; or it was not run at all. */
export function hasPassed({ error, verdict, faults, skipped }: ScenarioReport): boolean {
  return skipped !== undefined ||
    error === undefined && verdict !== undefined && isClean(verdict) &&
      missedBounds(faults).length === 0;
}

/** The bounds that were not kept. */
export function missedBounds(faults: readonly FaultReport[]): BoundReport[] {
  return faults.flatMap(({ bounds }) => bounds.filter(({ met }) => !met));
}

/** The longest that something took, ms; `undefined` where it was never measured, or never came to be. */
export function longest({ faults }: ScenarioReport, what: string): number | undefined {
  const took = faults.flatMap(({ bounds }) => bounds.filter((bound) => bound.what === what))
    .map((bound) => bound.took);
  return took.length === 0 || took.includes(undefined) ? undefined : Math.max(...took as number[]);
}
