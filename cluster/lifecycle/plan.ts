/**
 * What `up` has to do, decided from what was seen and before anything is done.
 *
 * @module
 */
import type { Observed } from "../engines/engine.ts";
import type { TakenPort } from "../engines/taken_ports.ts";
import { moveLab } from "../port_offset.ts";
import { nodes, type Topology } from "../topology.ts";

/** What happens to one node. */
export interface Step {
  node: string;
  /**
   * `keep`: it runs, or what looks after it starts it again. `adopt`: it runs, and nothing looks
   * after it. `start`: it does not run.
   */
  action: "keep" | "adopt" | "start";
  /** Why, in a few words. */
  why: string;
}

/** What `up` does. */
export interface Plan {
  steps: Step[];
  /** Whether the lab was down: then a failure stops all of it again. */
  fromDown: boolean;
  /** Why nothing can be done, and the way out; then there are no steps. */
  refusal?: string;
}

/** The plan that brings the lab from what was seen to all of it running. */
export function planUp(lab: Topology, observed: Observed): Plan {
  const { supervised, offset = lab.offset, processes, takenPorts, strays = [] } = observed;
  const running = [...processes.values()].some(({ state }) => state === "running");
  const fromDown = !supervised && !running;
  if (offset !== lab.offset && !fromDown) {
    return refuse(
      `Cannot start the lab at port offset ${lab.offset}: it runs at offset ${offset}. ` +
        "Stop it with `deno task down`, or give this one a folder of its own by INSTIGATOR_STATE",
    );
  }
  if (strays.length > 0) return refuse(strayProcesses(strays));
  if (takenPorts.length > 0) return refuse(portsTaken(lab, takenPorts));
  if (observed.obstacle && fromDown) return refuse(`Cannot start the lab: ${observed.obstacle}`);
  const steps = nodes(lab).map(({ name }): Step => {
    const process = processes.get(name);
    if (process?.state === "running") {
      return supervised
        ? { node: name, action: "keep", why: "it runs" }
        : { node: name, action: "adopt", why: "it runs, and its supervisor died" };
    }
    const why = process === undefined ? "it is down" : process.note ?? "it has stopped";
    // What waits is started again by what looks after it.
    const isCaredFor = supervised && process?.state === "waiting";
    return { node: name, action: isCaredFor ? "keep" : "start", why };
  });
  return { steps, fromDown };
}

function refuse(refusal: string): Plan {
  return { steps: [], fromDown: false, refusal };
}

function strayProcesses(strays: NonNullable<Observed["strays"]>): string {
  const list = strays.map(({ name, pid }) => `${name} (pid ${pid})`).join(", ");
  return `Cannot start the lab: it runs already, and what was recorded of it is lost: ${list}. ` +
    "Stop it with `deno task down`; the data stays";
}

function portsTaken(lab: Topology, taken: readonly TakenPort[]): string {
  const lines = taken.map(({ port, use, holder }) => {
    const by = holder ? `pid ${holder.pid}: ${holder.command}` : "a process of another user";
    return `  ${port} (${use}) is held by ${by}\n`;
  });
  const what = taken.length === 1 ? "a port is" : `${taken.length} ports are`;
  return `Cannot start the lab: ${what} taken\n${lines.join("")}` +
    `Stop what holds them, or move the lab: ${moveLab(lab)}`;
}
