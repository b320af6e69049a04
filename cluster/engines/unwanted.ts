/**
 * The nodes that are not to run, as users wished: stopped by hand, or left out by `up <service…>`. The
 * wish outlives every process of the lab, and ends with `down`.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../environment.ts";
import type { ProcessFacts } from "./process_facts.ts";

/** Why a node is not to run, with `is` before it. */
export type Unwanted = "stopped by hand" | "killed by hand" | "left out";

const REASONS: readonly string[] = [
  "stopped by hand",
  "killed by hand",
  "left out",
] satisfies Unwanted[];

/** The nodes that are not to run, by name. */
export type UnwantedNodes = ReadonlyMap<string, Unwanted>;

function path({ stateDir }: Pick<LabEnvironment, "stateDir">): string {
  return join(stateDir, "stopped.json");
}

/** What is not to run; nothing where nobody wished so, or the wish cannot be read. */
export async function readUnwanted(
  environment: Pick<LabEnvironment, "stateDir">,
): Promise<UnwantedNodes> {
  try {
    const wishes: Record<string, string> = JSON.parse(await Deno.readTextFile(path(environment)));
    return new Map(
      Object.entries(wishes).filter((wish): wish is [string, Unwanted] =>
        REASONS.includes(wish[1])
      ),
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return new Map();
    throw error;
  }
}

/** Puts a wish in the place of the last one. */
export async function writeUnwanted(
  environment: Pick<LabEnvironment, "stateDir">,
  unwanted: UnwantedNodes,
): Promise<void> {
  const file = path(environment);
  await Deno.writeTextFile(`${file}.new`, JSON.stringify(Object.fromEntries(unwanted), null, 2));
  await Deno.rename(`${file}.new`, file);
}

/** Forgets the wish: all of the lab is to run when it is started. */
export async function removeUnwanted(
  environment: Pick<LabEnvironment, "stateDir">,
): Promise<void> {
  await Deno.remove(path(environment)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** Facts of processes with what was wished of them; one that runs is not called stopped. */
export function withUnwanted(
  processes: ReadonlyMap<string, ProcessFacts>,
  unwanted: UnwantedNodes,
): Map<string, ProcessFacts> {
  const all = new Map(processes);
  if (processes.size === 0) return all;
  for (const [name, why] of unwanted) {
    const { state, restarts = 0 }: Partial<ProcessFacts> = all.get(name) ?? {};
    if (state !== "running") {
      all.set(name, { state: "stopped", restarts, unwanted: why, note: why });
    }
  }
  return all;
}

/** Of processes, what is not to run. */
export function unwantedOf(processes: ReadonlyMap<string, ProcessFacts>): UnwantedNodes {
  return new Map(
    [...processes].flatMap(([name, { unwanted }]) => unwanted ? [[name, unwanted]] : []),
  );
}
