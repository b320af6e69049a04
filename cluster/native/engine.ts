/**
 * The native engine: the lab as plain processes of this machine, with no Docker, no Java to
 * install and no root.
 *
 * @module
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Engine, ProcessFacts } from "../engine.ts";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";
import { type Node, nodes, type Topology } from "../topology.ts";
import { adoptChild, startChild } from "./child.ts";
import { ensureJars } from "./jars.ts";
import { ensureJava } from "./java.ts";
import { alive, type LabState, readState, removeState } from "./lab_state.ts";
import { checkPorts } from "./ports.ts";
import type { Progress } from "../progress.ts";
import { logFile } from "./services.ts";
import { stopAll, stopOne } from "./stop.ts";

/** How long the supervisor may take to stop everything, ms; each process has its own grace. */
const STOP_TIMEOUT = 120_000;

/** How often to look for a change of state, ms. */
const INTERVAL = 20;

/** The native engine, for one lab. */
export function nativeEngine(environment: LabEnvironment, lab: Topology): Engine {
  return {
    name: "native",
    start: (progress) => start(environment, lab, progress),
    stop: (options) => stop(environment, options),
    processes: () => processes(environment, lab),
    logFile: (name) => logFile(environment, name),
  };
}

async function start(
  environment: LabEnvironment,
  lab: Topology,
  progress: Progress,
): Promise<boolean> {
  await Deno.mkdir(join(environment.stateDir, "logs"), { recursive: true });
  await Deno.mkdir(join(environment.stateDir, "data"), { recursive: true });
  // One `up` at a time: the second finds the lab running.
  using lock = await Deno.create(join(environment.stateDir, "lock"));
  await lock.lock(true);

  const state = await readState(environment);
  if (state && (await alive([state.supervisor])).size > 0) {
    if (state.offset === lab.offset) return false;
    throw new Error(
      `Cannot start the lab at port offset ${lab.offset}: it runs at offset ${state.offset}. ` +
        "Stop it with `deno task down`, or give this one its own INSTIGATOR_STATE",
    );
  }
  await ensureJava(environment, progress);
  await ensureJars(environment, progress);
  await checkPorts(nodes(lab).filter(({ name }) => !orphans.has(name)));
  await startSupervisor(environment);
  return true;
}
