/**
 * What `up` has to do, decided from what was seen and before anything is done.
 *
 * @module
 */
import type { Observed } from "../engines/engine.ts";
import type { ProcessFacts } from "../engines/process_facts.ts";
import type { TakenPort } from "../engines/taken_ports.ts";
import type { Unwanted, UnwantedNodes } from "../engines/unwanted.ts";
import { moveLab } from "../port_offset.ts";
import { type Node, nodes, type Topology } from "../topology.ts";

/** What happens to one node. */
export interface Step {
  node: string;
  /**
   * `keep`: it runs, or what looks after it starts it again. `adopt`: it runs, and nothing looks
   * after it. `start`: it does not run. `restart`: it runs, and must not go on as it is.
   */
  action: "keep" | "adopt" | "start" | "restart";
  /** Why, in a few words. */
  why: string;
}

/** What `up` does. */
export interface Plan {
  /** A step for each node that is to run. */
  steps: Step[];
  /** What is not to run afterwards. */
  unwanted: UnwantedNodes;
  /** Whether the lab was down: then a failure stops all of it again. */
  fromDown: boolean;
  /** Why nothing can be done, and the way out; then there are no steps. */
  refusal?: string;
}

/**
 * The plan that brings the lab from what was seen to these services and what they need running; to all
 * of it, where none is named.
 */
export function planUp(
  lab: Topology,
  observed: Observed,
  services: readonly string[] = [],
): Plan {
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
  const needed = withNeeds(lab, services);
  const inTheWay = takenPorts.filter(({ node }) => node === undefined || needed.has(node));
  if (inTheWay.length > 0) return refuse(portsTaken(lab, inTheWay));
  if (observed.obstacle && fromDown) return refuse(`Cannot start the lab: ${observed.obstacle}`);
  const unwanted = stillUnwanted(lab, observed, services, needed, fromDown);
  const lack = whatLacks(lab, needed, unwanted);
  if (lack) return refuse(`Cannot start ${services.join(", ")}: ${lack}`);
  const wanted = nodes(lab).filter(({ name }) => needed.has(name) && !unwanted.has(name));
  const steps = wanted.map(({ name }) => stepOf(name, observed, fromDown));
  return { steps, unwanted, fromDown };
}

function stepOf(name: string, observed: Observed, fromDown: boolean): Step {
  const { supervised, processes, outdated } = observed;
  const process = processes.get(name);
  if (process?.state === "running") {
    if (outdated?.includes(name)) {
      return { node: name, action: "restart", why: "its code has changed" };
    }
    return supervised
      ? { node: name, action: "keep", why: "it runs" }
      : { node: name, action: "adopt", why: "it runs, and its supervisor died" };
  }
  const unwanted = !fromDown && process?.unwanted && `it was ${process.unwanted}`;
  const why = process === undefined ? "it is down" : unwanted || (process.note ?? "it has stopped");
  // What waits is started again by what looks after it.
  const isCaredFor = supervised && process?.state === "waiting";
  return { node: name, action: isCaredFor ? "keep" : "start", why };
}

/** The names of services and of what they need: functions and the registry need brokers, and brokers the ensemble. */
function withNeeds(lab: Topology, services: readonly string[]): ReadonlySet<string> {
  const all = nodes(lab);
  if (services.length === 0) return new Set(all.map(({ name }) => name));
  const named = all.filter(({ name }) => services.includes(name));
  const needsBrokers = named.some(({ kind }) => kind === "function" || kind === "registry");
  return new Set(
    [...named, ...lab.zookeeper, ...needsBrokers ? lab.kafka : []].map(({ name }) => name),
  );
}

/**
 * What is not to run afterwards: what was stopped by hand, unless it is named or all is to run; and what
 * does not run now and is not needed.
 */
function stillUnwanted(
  lab: Topology,
  { processes }: Observed,
  services: readonly string[],
  needed: ReadonlySet<string>,
  fromDown: boolean,
): UnwantedNodes {
  const unwanted = new Map<string, Unwanted>();
  if (services.length === 0) return unwanted;
  for (const { name } of nodes(lab)) {
    const { state = "stopped", unwanted: why }: Partial<ProcessFacts> = processes.get(name) ?? {};
    if (services.includes(name) || (!fromDown && state !== "stopped")) continue;
    const byHand = !fromDown && why !== undefined && why !== "left out";
    if (byHand) unwanted.set(name, why);
    else if (!needed.has(name)) unwanted.set(name, "left out");
  }
  return unwanted;
}

/** What was stopped by hand although the needed nodes cannot do without, and the way out. */
function whatLacks(
  { zookeeper, kafka }: Topology,
  needed: ReadonlySet<string>,
  unwanted: UnwantedNodes,
): string | undefined {
  const stoppedOf = (group: readonly Node[]) =>
    group.map(({ name }) => name).filter((name) => needed.has(name) && unwanted.has(name));
  const [members, brokers] = [stoppedOf(zookeeper), stoppedOf(kafka)];
  const lacks = members.length > (zookeeper.length - 1) / 2
    ? { names: members, what: "the ensemble has no majority" }
    : { names: brokers, what: "there is no broker" };
  if (lacks.names === brokers && brokers.length < kafka.length) return undefined;
  return `${lacks.what}, as ${lacks.names.join(", ")} were stopped by hand. ` +
    `Start them too: \`deno task start ${lacks.names.join(" ")}\``;
}

function refuse(refusal: string): Plan {
  return { steps: [], unwanted: new Map(), fromDown: false, refusal };
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
