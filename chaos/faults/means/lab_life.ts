/**
 * The life of a whole lab as faults end it and begin it again, and what is left of it.
 *
 * @module
 */
import { nativeEngine } from "../../../cluster/engines/native/engine.ts";
import { labProcesses } from "../../../cluster/engines/native/lab_processes.ts";
import { type LabState, readState, supervises } from "../../../cluster/engines/native/lab_state.ts";
import { lockLab } from "../../../cluster/lifecycle/lab_lock.ts";
import { up } from "../../../cluster/lifecycle/up.ts";
import { silent } from "../../../cluster/progress.ts";
import type { RunningLab } from "../../../testing/shared_lab.ts";

/** What is on record of a lab. @throws {Error} when it does not run. */
export async function labState({ environment }: RunningLab): Promise<LabState> {
  const state = await readState(environment);
  if (state === undefined) throw new Error("Cannot break the lab: it does not run");
  return state;
}

/** The names of the nodes that run, or are to. */
export function wantedServices({ services }: LabState): string[] {
  return services.flatMap(({ name, state }) => state === "stopped" ? [] : [name]);
}

/** Brings the lab up as `deno task up` does, and settles when it is ready. */
export async function bringUp(
  { environment, topology }: RunningLab,
  services: readonly string[],
): Promise<void> {
  const { signal } = new AbortController();
  using _lock = await lockLab(environment, () => {}, signal);
  await up({
    engine: nativeEngine(environment, topology),
    environment,
    lab: topology,
    services,
    progress: silent,
    onRepair() {},
    onPhase() {},
    onWait() {},
    signal,
  });
}

/**
 * Whether the lab is up or down.
 *
 * @throws {Error} where it is neither: it is looked after by nobody, or by two; or processes of it run
 * that are on no record.
 */
export async function upOrDown({ environment }: RunningLab): Promise<"up" | "down"> {
  const state = await readState(environment);
  const marked = await labProcesses(environment);
  if (state === undefined && marked.length === 0) return "down";
  const known = [
    state?.supervisor.pid,
    ...state?.services.map(({ process }) => process?.pid) ?? [],
  ];
  const orphans = marked.filter(({ process }) => !known.includes(process.pid));
  if (orphans.length > 0) {
    const list = orphans.map(({ name, process }) => `${name} (pid ${process.pid})`);
    throw new Error(`The lab has processes that are on no record: ${list.join(", ")}`);
  }
  if (!await supervises(state)) throw new Error("The lab runs, and nothing looks after it");
  return "up";
}
