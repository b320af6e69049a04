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
import { functionDigest } from "../function_digest.ts";
import type { ProcessFacts } from "../process_facts.ts";
import { clusterIdFindings, storedClusterIds } from "./checks/cluster_id_check.ts";
import { NATIVE_CAUSES, NATIVE_CHECKS } from "./checks/native_checks.ts";
import type { LabEnvironment } from "../../environment.ts";
import type { Progress } from "../../progress.ts";
import { nodes, type Topology } from "../../topology.ts";
import { crash, halt } from "./break_node.ts";
import { DATA } from "./config_files.ts";
import { ensureCacheableJars } from "../../jvm/cacheable_jars.ts";
import { fetchRegistryApp } from "../../jvm/fetch_registry.ts";
import { REGISTRY_JAVA } from "../../jvm/find_java.ts";
import { ensureJars } from "../../jvm/jars.ts";
import { ensureJava } from "../../jvm/java.ts";
import { type LabProcess, labProcesses, SUPERVISOR } from "./lab_processes.ts";
import { type LabState, readState, supervises } from "./lab_state.ts";
import { ensureFolder } from "../../process/files/ensure_folder.ts";
import { beginLogs, logTail, writeLogs } from "./logs.ts";
import { nodePorts, takenPorts } from "../taken_ports.ts";
import { processes } from "./processes.ts";
import { sendSignal } from "../../process/stop_process.ts";
import { stopLab, stopNodes } from "./stop.ts";
import { startSupervisor, WISH_CHANGED } from "./supervisor/supervisor_process.ts";

/** The native engine, for one lab. */
export function nativeEngine(environment: LabEnvironment, lab: Topology): Engine {
  return {
    name: "native",
    checks: NATIVE_CHECKS,
    causes: NATIVE_CAUSES,
    observe: () => observe(environment, lab),
    start: (progress, signal) => start(environment, lab, progress, signal),
    stopNodes: (names) => stopNodes(environment, lab, names),
    crash: (name) => crash(environment, name),
    halt: (name, isHalted) => halt(environment, name, isHalted),
    stop: (options) => stopLab(environment, lab, options),
    processes: () => processes(environment),
    logTail: (name, lines) => logTail(environment, name, lines),
    logs: (names, options) => writeLogs(environment, names, options),
  };
}

async function observe(environment: LabEnvironment, lab: Topology): Promise<Observed> {
  const state = await readState(environment);
  const [supervised, facts] = await Promise.all([supervises(state), processes(environment)]);
  const outdated = await outdatedFunctions(lab, state, facts);
  const common = { supervised, offset: state?.offset, processes: facts, outdated };
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
  lab: Topology,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const state = await readState(environment);
  const isSupervised = state !== undefined && await supervises(state);
  if (lab.registry.length > 0) {
    await ensureFolder(environment.cacheDir, "INSTIGATOR_CACHE");
    await ensureJava(environment, progress, REGISTRY_JAVA);
    await fetchRegistryApp(environment, progress, signal);
  }
  if (isSupervised) return sendSignal(state.supervisor.pid, WISH_CHANGED);
  await Deno.mkdir(join(environment.stateDir, "logs"), { recursive: true });
  await Deno.mkdir(join(environment.stateDir, DATA), { recursive: true });
  await ensureFolder(environment.cacheDir, "INSTIGATOR_CACHE");
  const java = await ensureJava(environment, progress);
  await ensureJars(environment, progress, signal);
  await ensureCacheableJars(environment);
  signal.throwIfAborted();
  const running = [...(await processes(environment)).values()]
    .some(({ state }) => state === "running");
  if (!running) {
    await beginLogs(environment, [...nodes(lab).map(({ name }) => name), SUPERVISOR]);
  }
  await startSupervisor(environment, java);
}

/** The functions that run, and of which the code is another now. */
async function outdatedFunctions(
  lab: Topology,
  state: LabState | undefined,
  facts: ReadonlyMap<string, ProcessFacts>,
): Promise<string[]> {
  const outdated = await Promise.all(lab.functions.map(async (node) => {
    const code = state?.services.find(({ name }) => name === node.name)?.code;
    if (code === undefined || facts.get(node.name)?.state !== "running") return [];
    return await functionDigest(lab, node) === code ? [] : [node.name];
  }));
  return outdated.flat();
}
