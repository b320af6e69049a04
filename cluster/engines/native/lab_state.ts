/**
 * What the native engine remembers between commands: which processes are this lab's.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";
import { alive, type RecordedProcess } from "../../process/process_identity.ts";

/** One node's process, as the supervisor sees it. */
export interface ServiceState {
  name: string;
  /** `waiting`: for its turn to start (again), for the reason that `note` tells. */
  state: "waiting" | "running" | "stopped";
  process?: RecordedProcess;
  /** How often it died and was started again. */
  restarts: number;
  note?: string;
  /** The digest of the code that it was started with, of a function. */
  code?: string;
}

/** The supervisor and what it runs. */
export interface LabState {
  supervisor: RecordedProcess;
  /** The port offset that the lab runs at. */
  offset: number;
  services: ServiceState[];
}

/** A state that cannot be read: the file was cut off, or written by something else. */
export class LabStateError extends Error {
  override name = "LabStateError";
}

function statePath({ stateDir }: LabEnvironment): string {
  return join(stateDir, "lab.json");
}

/** Whether a lab was started here and not stopped since, as far as there is a state at all. */
export async function hasState(environment: LabEnvironment): Promise<boolean> {
  return await Deno.stat(statePath(environment)).then(() => true, () => false);
}

/**
 * The lab's state as last written; `undefined` where nothing was started, or all was stopped.
 *
 * @throws {LabStateError} when it is no state, with the way out.
 */
export async function readState(environment: LabEnvironment): Promise<LabState | undefined> {
  const path = statePath(environment);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw unreadable(path, (error as Error).message);
  }
  if (text.trim() === "") throw unreadable(path, "it is empty");
  try {
    const state = JSON.parse(text);
    if (isState(state)) return state;
  } catch {
    throw unreadable(path, "it is not JSON");
  }
  throw unreadable(path, "it does not say which processes are the lab's");
}

function unreadable(path: string, found: string): LabStateError {
  return new LabStateError(
    `Cannot read what runs of the lab from ${path}: ${found}. \`deno task down\` finds and stops ` +
      "what runs; the data stays",
  );
}

function isState(value: unknown): value is LabState {
  const { supervisor, offset, services } = (value ?? {}) as Partial<LabState>;
  return isProcess(supervisor) && typeof offset === "number" && Array.isArray(services) &&
    services.every((service) =>
      typeof service?.name === "string" && typeof service.restarts === "number" &&
      (service.process === undefined || isProcess(service.process))
    );
}

function isProcess(value: Partial<RecordedProcess> | undefined): value is RecordedProcess {
  return typeof value?.pid === "number" && typeof value.boot === "string" &&
    typeof value.start === "string";
}

/** Whether the supervisor that a state tells of is alive. */
export async function supervises(state: LabState | undefined): Promise<boolean> {
  return state !== undefined && (await alive([state.supervisor])).size > 0;
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
