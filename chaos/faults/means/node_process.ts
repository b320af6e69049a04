/**
 * The nodes of a lab as faults break them, whichever engine runs it.
 *
 * @module
 */
import type { Engine } from "../../../cluster/engines/engine.ts";
import { nativeEngine } from "../../../cluster/engines/native/engine.ts";
import { startNodes } from "../../../cluster/lifecycle/start_nodes.ts";
import { stopNodes } from "../../../cluster/lifecycle/stop_nodes.ts";
import { alive, type RecordedProcess } from "../../../cluster/process/process_identity.ts";
import { silent } from "../../../cluster/progress.ts";
import type { ChaosLab } from "../../labs/lab_kind.ts";
import { proven } from "../fault.ts";

/** What runs a lab: plain processes, unless it says otherwise. */
export function engineOf({ engine, environment, topology }: ChaosLab): Engine {
  return engine ?? nativeEngine(environment, topology);
}

/** Ends a node without grace (SIGKILL), and proves that it is dead. */
export async function killProcess(lab: ChaosLab, name: string): Promise<string> {
  return await engineOf(lab).crash(name);
}

/** Stops nodes by hand: with grace, or by SIGKILL; nobody starts them again until {@linkcode startByHand} does. */
export async function stopByHand(
  lab: ChaosLab,
  names: readonly string[],
  { kill = false } = {},
): Promise<void> {
  await stopNodes({ ...changeOf(lab, names), kill });
}

/** Starts nodes that were stopped by hand, and settles when they are ready. */
export async function startByHand(lab: ChaosLab, names: readonly string[]): Promise<void> {
  const { signal } = new AbortController();
  await startNodes({ ...changeOf(lab, names), progress: silent, onWait() {}, signal });
}

function changeOf(lab: ChaosLab, names: readonly string[]) {
  const { environment, topology } = lab;
  return { engine: engineOf(lab), environment, lab: topology, names };
}

/** Settles with the proof when a process is gone. */
export function provenDead(name: string, process: RecordedProcess): Promise<string> {
  return proven(
    `${name}'s death`,
    async () => (await alive([process])).size === 0 ? `pid ${process.pid} is gone` : undefined,
  );
}
