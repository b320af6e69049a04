/**
 * What the native engine remembers between commands: which processes are this lab's.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";
import type { RecordedProcess } from "../../process/process_identity.ts";

/** One node's process, as the supervisor sees it. */
export interface ServiceState {
  name: string;
  /** `waiting`: for its turn to start (again), for the reason that `note` tells. */
  state: "waiting" | "running" | "stopped";
  process?: RecordedProcess;
  /** How often it died and was started again. */
  restarts: number;
  note?: string;
}

/** The supervisor and what it runs. */
export interface LabState {
  supervisor: RecordedProcess;
  /** The port offset that the lab runs at. */
  offset: number;
  services: ServiceState[];
}

function statePath({ stateDir }: LabEnvironment): string {
  return join(stateDir, "lab.json");
}

/** The lab's state as last written; `undefined` where nothing was started, or all was stopped. */
export async function readState(environment: LabEnvironment): Promise<LabState | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(statePath(environment)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes the state so that a reader sees the old one or the new one, never a part. */
export async function writeState(environment: LabEnvironment, state: LabState): Promise<void> {
  const path = statePath(environment);
  await Deno.writeTextFile(`${path}.new`, JSON.stringify(state, null, 2));
  await Deno.rename(`${path}.new`, path);
}

/** Forgets the lab, once nothing of it runs. */
export async function removeState(environment: LabEnvironment): Promise<void> {
  await Deno.remove(statePath(environment)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
