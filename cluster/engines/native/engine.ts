/**
 * The native engine: the lab as plain processes of this machine, with no Docker, no Java to
 * install and no root.
 *
 * @module
 */
import { join } from "node:path";
import type { Engine, Observed } from "../engine.ts";
import { NATIVE_CHECKS } from "./checks/native_checks.ts";
import type { LabEnvironment } from "../../environment.ts";
import type { Progress } from "../../progress.ts";
import { nodes, type Topology } from "../../topology.ts";
import { ensureCacheableJars } from "../../jvm/cacheable_jars.ts";
import { adoptChild } from "../../process/child_process.ts";
import { ensureJars } from "../../jvm/jars.ts";
import { ensureJava } from "../../jvm/java.ts";
import { type LabState, readState, removeState } from "./lab_state.ts";
import { alive } from "../../process/process_identity.ts";
import { logTail, writeLogs } from "./logs.ts";
import { nodePorts, takenPorts } from "../taken_ports.ts";
import { processes } from "./processes.ts";
import { stopAll } from "./supervisor/stop_order.ts";
import { stopProcess } from "../../process/stop_process.ts";
import { startSupervisor } from "./supervisor/supervisor_process.ts";

/** How long the supervisor may take to stop everything, ms; each process has its own grace. */
const STOP_GRACE = 120_000;

/** The native engine, for one lab. */
export function nativeEngine(environment: LabEnvironment, lab: Topology): Engine {
  return {
    name: "native",
    checks: NATIVE_CHECKS,
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
  const wanted = [
    ...nodes(lab).filter(({ name }) => facts.get(name)?.state !== "running").flatMap(nodePorts),
    { port: lab.processMetricsPort, use: "supervisor, metrics" },
  ];
  return { ...common, takenPorts: await takenPorts(wanted) };
}

async function start(
  environment: LabEnvironment,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  if (await supervises(await readState(environment))) return;
  await Deno.mkdir(join(environment.stateDir, "logs"), { recursive: true });
  await Deno.mkdir(join(environment.stateDir, "data"), { recursive: true });
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
  const state = await readState(environment);
  if (state) {
    const supervisor = await adoptChild(state.supervisor);
    if (supervisor) await stopProcess(supervisor, STOP_GRACE);
    // Nothing is left then, unless the supervisor was killed, now or before.
    await stopLeftovers(lab, state);
    await removeState(environment);
  }
  if (volumes) await removeFolder(join(environment.stateDir, "data"));
  return state !== undefined;
}

async function stopLeftovers(lab: Topology, { services }: LabState): Promise<void> {
  const left = await Promise.all(
    nodes(lab).map(async ({ kind, name }) => {
      const child = await adoptChild(services.find((service) => service.name === name)?.process);
      return child ? [{ kind, name, child }] : [];
    }),
  );
  await stopAll(left.flat(), async () => {});
}

/** Whether the supervisor that this state tells of is alive. */
async function supervises(state: LabState | undefined): Promise<boolean> {
  return state !== undefined && (await alive([state.supervisor])).size > 0;
}

async function removeFolder(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
