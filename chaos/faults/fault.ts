/**
 * What a fault is: a small file each, that breaks something and proves that it is broken.
 *
 * @module
 */
import { delay } from "@std/async";
import type { ChaosLab } from "../labs/lab_kind.ts";
import type { Workload } from "../workload/workload.ts";

/** What faults are done to. */
export interface Target {
  lab: ChaosLab;
  workload: Workload;
  /** From 0 to below 1; the same numbers for the same seed. */
  random(): number;
}

/** A fault that has landed. */
export interface Landed {
  /** What was done, for people: `killed kafka2, which led partition 3`. */
  what: string;
  /** How it is known that it has landed: `pid 1234 is gone`. */
  proofs: string[];
  /** When it landed: ms since the run began. */
  at: number;
  /** Undoes it, where it does not pass by itself. */
  heal?(): Promise<void>;
}

/** Something that breaks, by the scenario's choice. */
export interface Fault {
  /** A few words: `kill the leader`. */
  name: string;
  /** Breaks it. @throws {Error} when it cannot be proven that it has landed: then it does not count. */
  inject(target: Target): Promise<Landed>;
}

/** How often a proof is looked for, and for how long, ms. */
const INTERVAL = 50;
const PROOF_TIMEOUT = 30_000;

/**
 * Waits for what proves a fault, and gives it.
 *
 * @param timeout for how long, ms.
 * @throws {Error} when it does not come.
 */
export async function proven(
  what: string,
  proof: () => Promise<string | undefined> | string | undefined,
  timeout = PROOF_TIMEOUT,
): Promise<string> {
  const end = performance.now() + timeout;
  while (performance.now() < end) {
    const found = await proof();
    if (found !== undefined) return found;
    await delay(INTERVAL);
  }
  throw new Error(`The fault has not landed: ${what} was not seen in ${timeout / 1_000} s`);
}
