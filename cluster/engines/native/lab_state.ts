/**
 * What the native engine remembers between commands: which processes are this lab's.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";
import { liveProcesses, type ProcessInfo } from "../../process/process_table.ts";

/** A process as it was recorded; the time of its start tells it from a later one of that number. */
export interface RecordedProcess {
  pid: number;
  /** ISO 8601. */
  startedAt: string;
}

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

/** What to record of a process that lives now. */
export async function record(pid: number): Promise<RecordedProcess | undefined> {
  const info = (await liveProcesses([pid])).get(pid);
  return info && { pid, startedAt: info.startedAt.toISOString() };
}

/** Those of the recorded processes that still live, by pid. */
export async function alive(
  recorded: (RecordedProcess | undefined)[],
): Promise<Map<number, ProcessInfo>> {
  const known = recorded.filter((process) => process !== undefined);
  const live = await liveProcesses(known.map(({ pid }) => pid));
  for (const { pid, startedAt } of known) {
    // The clock of `ps` has whole seconds, and a machine's boot time is rounded too.
    const drift = Math.abs((live.get(pid)?.startedAt.getTime() ?? 0) - Date.parse(startedAt));
    if (drift > 2000) live.delete(pid);
  }
  return live;
}
