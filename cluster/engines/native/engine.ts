/**
 * The native engine: the lab as plain processes of this machine, with no Docker, no Java to
 * install and no root.
 *
 * @module
 */
import { join } from "node:path";
import { problemText } from "../check.ts";
import { checkDiskFull } from "../disk.ts";
import type { Engine, Observed } from "../engine.ts";
import { clusterIdFindings, storedClusterIds } from "./checks/cluster_id_check.ts";
import { NATIVE_CAUSES, NATIVE_CHECKS } from "./checks/native_checks.ts";
import type { LabEnvironment } from "../../environment.ts";
import type { Progress } from "../../progress.ts";
import { nodes, type Topology } from "../../topology.ts";
import { DATA } from "./config_files.ts";
import { ensureCacheableJars } from "../../jvm/cacheable_jars.ts";
import { adoptChild } from "../../process/child_process.ts";
import { ensureJars } from "../../jvm/jars.ts";
import { ensureJava } from "../../jvm/java.ts";
import { type LabProcess, labProcesses, SUPERVISOR } from "./lab_processes.ts";
import { type LabState, LabStateError, readState, removeState } from "./lab_state.ts";
import { ensureFolder } from "../../process/ensure_folder.ts";
import { processesIn } from "../../process/open_files.ts";
import { commandOf } from "../../process/port_holder.ts";
import { alive } from "../../process/process_identity.ts";
import { logTail, writeLogs } from "./logs.ts";
import { nodePorts, takenPorts } from "../taken_ports.ts";
import { processes } from "./processes.ts";
import { stopAll, type Stoppable } from "./supervisor/stop_order.ts";
import { stopProcess } from "../../process/stop_process.ts";
import { startSupervisor } from "./supervisor/supervisor_process.ts";

/** How long the supervisor may take to stop everything, ms; each process has its own grace. */
const STOP_GRACE = 120_000;

/** The native engine, for one lab. */
export function nativeEngine(environment: LabEnvironment, lab: Topology): Engine {
  return {
    name: "native",
    checks: NATIVE_CHECKS,
    causes: NATIVE_CAUSES,
    observe: () => observe(environment, lab),
    start: (progress, signal) => start(environment, progress, signal),
    stop: (options) => stop(environment, lab, options),
    processes: () => processes(environment),
    logTail: (name, lines) => logTail(environment, name, lines),
    logs: (names, options) => writeLogs(environment, names, options),
  };
}

async function observe(environment: LabEnvironment, lab: Topology): Promise<Observed> {
  const state = await readState(environment);
  const [supervised, facts] = await Promise.all([supervises(state), processes(environment)]);
  const common = { supervised, offset: state?.offset, processes: facts };
  if (supervised) return { ...common, takenPorts: [] };
  // What a supervisor that died left running has its ports rightly.
  const missing = nodes(lab).filter(({ name }) => facts.get(name)?.state !== "running");
  const wanted = [
    ...missing.flatMap(nodePorts),
    { port: lab.processMetricsPort, use: "supervisor, metrics" },
  ];
  const [taken, obstacle] = await Promise.all([
    takenPorts(wanted, missing.filter((node) => node.kind === "function")),
    whatForbids(environment, lab),
  ]);
  const isKnown = ({ process: { pid } }: LabProcess) =>
    [...facts.values()].some((known) => known.pid === pid);
  // Ports of a lab of which the state was lost are its own, too.
  const strays = taken.length === 0 ? [] : (await labProcesses(environment))
    .filter((found) => !isKnown(found))
    .map(({ name, process: { pid } }) => ({ name, pid }));
  return { ...common, takenPorts: taken, strays, obstacle };
}

/** Why brokers would end as soon as they start, if that is plain before. */
async function whatForbids(environment: LabEnvironment, lab: Topology) {
  const findings = [
    ...clusterIdFindings(await storedClusterIds(environment, lab)),
    ...await checkDiskFull({ environment }),
  ];
  return problemText(findings);
}

async function start(
  environment: LabEnvironment,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  if (await supervises(await readState(environment))) return;
  await Deno.mkdir(join(environment.stateDir, "logs"), { recursive: true });
  await Deno.mkdir(join(environment.stateDir, DATA), { recursive: true });
  await ensureFolder(environment.cacheDir, "INSTIGATOR_CACHE");
  const java = await ensureJava(environment, progress);
  await ensureJars(environment, progress, signal);
  await ensureCacheableJars(environment);
  signal.throwIfAborted();
  await startSupervisor(environment, java);
}

async function stop(
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

async function stopLeftovers(lab: Topology, processes: readonly Partial<LabProcess>[]) {
  const left = new Map<number, Stoppable>();
  for (const { name, process } of processes) {
    const node = nodes(lab).find((node) => node.name === name);
    const child = node && await adoptChild(process);
    if (child) left.set(child.pid, { kind: node.kind, name: node.name, child });
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

/** Whether the supervisor that this state tells of is alive. */
async function supervises(state: LabState | undefined): Promise<boolean> {
  return state !== undefined && (await alive([state.supervisor])).size > 0;
}
