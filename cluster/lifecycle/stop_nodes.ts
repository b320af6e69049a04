import type { Engine } from "../engines/engine.ts";
import {
  readUnwanted,
  type Unwanted,
  type UnwantedNodes,
  writeUnwanted,
} from "../engines/unwanted.ts";
import type { LabEnvironment } from "../environment.ts";
import { nodes, type Topology } from "../topology.ts";
import { START_ORDER } from "./until_ready.ts";

/** What to stop. */
export interface StopOptions {
  engine: Engine;
  environment: LabEnvironment;
  lab: Topology;
  names: readonly string[];
  /** Whether by `kill -9`, in the place of a stop with grace. */
  kill?: boolean;
}

/**
 * Stops some of the nodes, and settles when they have ended: functions first, and the ensemble last. They
 * stay stopped until they are wanted again, whatever becomes of the lab's other processes. Returns what
 * was wished before.
 */
export async function stopNodes(
  { engine, environment, lab, names, kill = false }: StopOptions,
): Promise<UnwantedNodes> {
  const before = await readUnwanted(environment);
  const now = new Map(before);
  const why: Unwanted = kill ? "killed by hand" : "stopped by hand";
  for (const kind of START_ORDER.toReversed()) {
    const group = nodes(lab).filter((node) => node.kind === kind && names.includes(node.name));
    if (group.length === 0) continue;
    for (const { name } of group) now.set(name, why);
    await writeUnwanted(environment, now);
    await engine.stopNodes(group.map(({ name }) => name));
  }
  return before;
}
