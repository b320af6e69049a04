/**
 * Which engine runs the lab.
 *
 * @module
 */
import { dockerVersions, obstacle, whyNotDocker } from "./docker/availability.ts";
import { dockerEngine, hasContainers } from "./docker/engine.ts";
import type { Engine } from "./engine.ts";
import type { LabEnvironment } from "../environment.ts";
import { nativeEngine } from "./native/engine.ts";
import { hasState } from "./native/lab_state.ts";
import type { Progress } from "../progress.ts";
import type { Topology } from "../topology.ts";

/** What `--engine` takes. */
export const ENGINES = ["auto", "docker", "native"] as const;

/** A choice of engine, and why. */
export interface Choice {
  engine: Engine;
  reason: string;
}

/**
 * The engine for a choice of `--engine`: the one that the lab runs on already; else, for `auto`,
 * Docker where it has all that it takes, images included, and native where not.
 *
 * @throws {Error} when the engine that was asked for cannot be had, or the lab runs on the other.
 */
export async function chooseEngine(
  environment: LabEnvironment,
  lab: Topology,
  progress: Progress,
  wanted: typeof ENGINES[number] = "auto",
): Promise<Choice> {
  // At the same time, as Docker takes a while for each answer.
  const [running, versions] = await Promise.all([
    runningEngine(environment, lab),
    wanted === "native" ? {} : dockerVersions(),
  ]);
  if (running) {
    if (wanted === "auto" || wanted === running.name) {
      return { engine: running, reason: "where it was started" };
    }
    throw new Error(
      `Cannot use --engine ${wanted}: the lab was started on the ${running.name} engine. ` +
        "Stop it with `deno task down`",
    );
  }
  const native = nativeEngine(environment, lab);
  const foreign = whyNotNative(Deno.build.os);
  if (wanted === "native") {
    if (foreign) throw new Error(`Cannot use --engine native: ${foreign}`);
    return { engine: native, reason: "as asked for" };
  }
  const reason = await whyNotDocker(versions, progress);
  if (reason === undefined) {
    const why = wanted === "docker" ? "as asked for" : "Docker is here, with Compose";
    return { engine: dockerEngine(environment, lab), reason: why };
  }
  if (wanted === "docker") throw new Error(`Cannot use --engine docker: ${reason}`);
  if (foreign) throw new Error(`Cannot start the lab: ${reason}, and ${foreign}`);
  return { engine: native, reason };
}

/** What keeps plain processes from being the lab on a platform; `undefined` if nothing does. */
export function whyNotNative(os: typeof Deno.build.os): string | undefined {
  if (os !== "windows") return undefined;
  return "plain processes run on Linux and macOS: on Windows use WSL2, or Docker Desktop";
}

/** The engine that the lab was started on; the native one where it is down. */
export async function currentEngine(environment: LabEnvironment, lab: Topology): Promise<Engine> {
  return await runningEngine(environment, lab) ?? nativeEngine(environment, lab);
}

/** Every engine that there is, whether or not this machine has what it takes. */
export function allEngines(environment: LabEnvironment, lab: Topology): Engine[] {
  return [dockerEngine(environment, lab), nativeEngine(environment, lab)];
}

/** Every engine that this machine has: each may keep data of the lab. */
export async function usableEngines(
  environment: LabEnvironment,
  lab: Topology,
): Promise<Engine[]> {
  const native = nativeEngine(environment, lab);
  if (obstacle(await dockerVersions())) return [native];
  return [native, dockerEngine(environment, lab)];
}

/** Docker's containers are asked for, as `docker compose` may have started them by itself. */
async function runningEngine(
  environment: LabEnvironment,
  lab: Topology,
): Promise<Engine | undefined> {
  if (await hasState(environment)) return nativeEngine(environment, lab);
  if (await hasContainers(lab)) return dockerEngine(environment, lab);
}
