/**
 * Stopping the lab's processes, all or some, whether or not a supervisor looks after them.
 *
 * @module
 */
import { delay } from "@std/async";
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";
import { adoptChild } from "../../process/child_process.ts";
import { processesIn } from "../../process/files/open_files.ts";
import { commandOf } from "../../process/ports/port_holder.ts";
import { sendSignal, stopProcess } from "../../process/stop_process.ts";
import { nodes, type Topology } from "../../topology.ts";
import { readUnwanted, type UnwantedNodes } from "../unwanted.ts";
import { DATA } from "./config_files.ts";
import { type LabProcess, labProcesses, SUPERVISOR } from "./lab_processes.ts";
import { type LabState, LabStateError, readState, removeState, supervises } from "./lab_state.ts";
import { stopAll, type Stoppable } from "./supervisor/stop_order.ts";
import { WISH_CHANGED } from "./supervisor/supervisor_process.ts";

/** How often to look whether a node has ended, ms. */
const STOP_INTERVAL = 50;

/** How long the supervisor may take to stop everything, ms; each process has its own grace. */
const STOP_GRACE = 120_000;

/** Stops some of the nodes, as it is on record that they are not to run. */
export async function stopNodes(
  environment: LabEnvironment,
  lab: Topology,
  names: readonly string[],
): Promise<void> {
  const state = await readState(environment);
  if (!state) return;
  const named = async () =>
    (await readState(environment))?.services.filter(({ name }) => names.includes(name)) ?? [];
  if (await supervises(state)) {
    sendSignal(state.supervisor.pid, WISH_CHANGED);
    const haveEnded = async () => (await named()).every(({ state }) => state === "stopped");
    while (!await haveEnded() && await supervises(state)) await delay(STOP_INTERVAL);
  }
  // Without a supervisor, now or from the beginning, nobody else stops them.
  await stopLeftovers(lab, await named(), await readUnwanted(environment));
}

/** Stops the lab. Tells whether anything ran. */
export async function stopLab(
  environment: LabEnvironment,
  lab: Topology,
  { volumes }: { volumes: boolean },
): Promise<boolean> {
  const state = await knownState(environment);
  const marked = await labProcesses(environment);
  const supervisors = [
    state?.supervisor,
    ...marked.filter(({ name }) => name === SUPERVISOR).map(({ process }) => process),
  ];
  for (const recorded of supervisors) {
    const supervisor = await adoptChild(recorded);
    if (supervisor) await stopProcess(supervisor, STOP_GRACE);
  }
  // Nothing is left then, unless the supervisor was killed, now or before.
  await stopLeftovers(lab, [...state?.services ?? [], ...await labProcesses(environment)]);
  await removeState(environment);
  if (volumes) await removeData(join(environment.stateDir, DATA));
  return state !== undefined || marked.length > 0;
}

/** The state, if it can be read. */
async function knownState(environment: LabEnvironment): Promise<LabState | undefined> {
  try {
    return await readState(environment);
  } catch (error) {
    if (error instanceof LabStateError) return undefined;
    throw error;
  }
}

async function stopLeftovers(
  lab: Topology,
  processes: readonly Partial<LabProcess>[],
  unwanted: UnwantedNodes = new Map(),
): Promise<void> {
  const left = new Map<number, Stoppable>();
  for (const { name, process } of processes) {
    const child = await adoptChild(process);
    if (!child || name === undefined || name === SUPERVISOR) continue;
    if (unwanted.get(name) === "killed by hand") sendSignal(child.pid, "SIGKILL");
    // What is no node of this lab is a user's function that is not there any more.
    const { kind = "function" } = nodes(lab).find((node) => node.name === name) ?? {};
    left.set(child.pid, { kind, name, child });
  }
  await stopAll([...left.values()], async () => {});
}

/**
 * Removes the nodes' data, once nothing has it open.
 *
 * @throws {Error} that names what has.
 */
async function removeData(path: string): Promise<void> {
  const pids = await processesIn(path);
  if (pids.length > 0) {
    const holders = await Promise.all(
      pids.map(async (pid) => `pid ${pid}: ${await commandOf(pid)}`),
    );
    throw new Error(
      `Cannot remove the data: processes have it open in ${path}\n` +
        `${holders.map((holder) => `  ${holder}\n`).join("")}` +
        "Stop them, and run `deno task down --volumes` again",
    );
  }
  await Deno.remove(path, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
