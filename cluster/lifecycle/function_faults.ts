/**
 * What is wrong with users' functions: it is told, and keeps the lab from nothing.
 *
 * @module
 */
import type { FunctionNode, Topology } from "../topology.ts";
import { type Patience, untilKindIsReady, UpError, type WaitOptions } from "./until_ready.ts";

/** A function that does not work, and why. */
export interface FunctionFault {
  name: string;
  /** In one line, with the function's name. */
  reason: string;
}

/** How long a function may take to get ready, once all that it needs is. */
const PATIENCE: Patience = { stall: 15_000, deaths: 2 };

/** Why functions cannot be started at all. */
export function brokenFunctions({ broken = [] }: Topology): FunctionFault[] {
  return broken.map(({ name, reason }) => ({ name, reason: `${name} is broken: ${reason}` }));
}

/** Refuses to start functions that cannot be started. @throws {UpError} that says why. */
export function refuseBroken(lab: Topology, names: readonly string[]): void {
  const asked = brokenFunctions(lab).filter(({ name }) => names.includes(name));
  if (asked.length === 0) return;
  const [{ reason }] = asked;
  throw new UpError(`Cannot start ${asked.map(({ name }) => name).join(", ")}: ${reason}`, reason);
}

/** Waits for functions, and tells which do not get ready. */
export async function functionFaults(
  functions: readonly FunctionNode[],
  options: WaitOptions,
): Promise<FunctionFault[]> {
  const faults = await Promise.all(functions.map(async (node) => {
    try {
      await untilKindIsReady("function", [node], { ...options, patience: PATIENCE });
      return [];
    } catch (error) {
      if (!(error instanceof UpError)) throw error;
      return [{ name: node.name, reason: error.reason }];
    }
  }));
  return faults.flat();
}
