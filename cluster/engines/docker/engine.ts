/**
 * The Docker engine: the lab as containers of docker-compose.yml.
 *
 * @module
 */
import { resolve } from "node:path";
import type { Engine, Observed } from "../engine.ts";
import { checkDocker } from "./docker_check.ts";
import { type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";
import { takenPorts } from "../taken_ports.ts";
import type { Progress } from "../../progress.ts";
import { readUnwanted, withUnwanted } from "../unwanted.ts";
import { nodes, type Topology } from "../../topology.ts";
import { crash, halt } from "./break_node.ts";
import { build } from "./build_images.ts";
import { containers, processFacts } from "./containers.ts";
import { DockerError } from "./docker_command.ts";
import { exposureFile, writeExposureFile } from "./exposure_file.ts";
import { logTail, writeLogs } from "./logs.ts";
import { isOwnFile, writeOwnComposeFiles } from "./own_compose_files.ts";
import { composeFiles } from "./stand_in_services.ts";
import { remember, remembered } from "./docker_state.ts";
import { compose, portVariables, projectName, REPLICATED, type Stack, stackOf } from "./stack.ts";

/** How much of a failed container's log its error shows, lines. */
const TAIL = 15;

/** The Docker engine, for one lab. */
export function dockerEngine(environment: LabEnvironment, lab: Topology): Engine {
  const stack = async () => stackOf(lab, await filesOf(environment));
  return {
    name: "docker",
    checks: [{ name: "docker", run: checkDocker }],
    causes: [],
    observe: () => observe(environment, lab),
    start: (progress, signal, only) => start(environment, lab, { progress, signal, only }),
    stopNodes: async (names) => {
      const unwanted = await readUnwanted(environment);
      const isKilled = (name: string) => unwanted.get(name) === "killed by hand";
      await stopServices(await stack(), names.filter(isKilled), ["kill", "--signal", "SIGKILL"]);
      await stopServices(await stack(), names.filter((name) => !isKilled(name)), ["stop"]);
    },
    crash: (name) => crash(lab, name),
    halt: (name, isHalted) => halt(lab, name, isHalted),
    stop: (options) => stop(environment, lab, options),
    processes: () => processes(environment, lab),
    logTail: async (name, lines) => await logTail(await stack(), name, lines),
    logs: async (names, options) => await writeLogs(await stack(), names, options),
  };
}

/** Whether Docker has containers of this lab, running or not. */
export async function hasContainers(lab: Topology): Promise<boolean> {
  return (await containers(projectName(lab))).length > 0;
}

/**
 * The files by which the lab was started, as far as they are there: those of users' functions go with them,
 * and what was started by one that is gone is an orphan, which Compose removes.
 */
async function filesOf(environment: LabEnvironment): Promise<string[] | undefined> {
  const { files } = await remembered(environment);
  const paths = files?.map((file) => resolve(PROJECT_ROOT, file)) ?? [];
  const found = await Promise.all(paths.map((path) => Deno.stat(path).catch(() => undefined)));
  return files?.filter((_, i) => found[i]);
}

async function processes(environment: LabEnvironment, lab: Topology) {
  const facts = await processFacts(await containers(projectName(lab)));
  return withUnwanted(facts, await readUnwanted(environment));
}

async function observe(environment: LabEnvironment, lab: Topology): Promise<Observed> {
  const found = await processes(environment, lab);
  const supervised = [...found.values()].some(({ state }) => state === "running");
  return {
    supervised,
    processes: found,
    // Compose would say that a port is taken only after it has started half of the lab.
    takenPorts: supervised ? [] : await takenPorts(
      Object.entries(portVariables(lab)).map(([use, port]) => ({ port: Number(port), use })),
      lab.functions,
    ),
  };
}

async function start(
  environment: LabEnvironment,
  lab: Topology,
  { progress, signal, only }: {
    progress: Progress;
    signal: AbortSignal;
    only?: readonly string[];
  },
): Promise<void> {
  const found = await containers(projectName(lab));
  const wasDown = !found.some(({ State }) => State.Status === "running");
  const chosen = (wasDown ? undefined : (await remembered(environment)).files) ??
    await composeFiles(stackOf(lab), progress);
  const own = await writeOwnComposeFiles(environment, lab);
  const exposure = await writeExposureFile(environment, lab);
  const isWritten = (file: string) =>
    isOwnFile(environment, file) || file === exposureFile(environment.stateDir);
  const files = [...chosen.filter((file) => !isWritten(file)), ...own, ...exposure];
  const stack = stackOf(lab, files);
  await remember(environment, { files });
  try {
    await build(environment, lab, stack, progress, signal);
    const services = await servicesToStart(environment, lab, stack, only);
    await compose(stack, ["up", "--detach", "--remove-orphans", ...services], { signal });
  } catch (error) {
    const reason = error instanceof DockerError ? await explain(stack, error) : error;
    if (wasDown) await stop(environment, lab, { volumes: false });
    throw reason;
  }
}

/**
 * The arguments of `up` for what is to run: none where that is all. Compose itself would start what a
 * service depends on, too.
 */
async function servicesToStart(
  environment: LabEnvironment,
  lab: Topology,
  stack: Stack,
  only?: readonly string[],
): Promise<string[]> {
  const unwanted = await readUnwanted(environment);
  if (only) return ["--no-deps", ...withGateway(only)];
  if (unwanted.size === 0) return [];
  const known = nodes(lab).map(({ name }) => name);
  const wanted = known.filter((name) => !unwanted.has(name));
  const others = (await compose(stack, ["config", "--services"])).split("\n")
    .filter((service) => !known.includes(service) && service !== POPULATE);
  // What serves the whole lab makes no sense where parts were left out.
  const isPart = [...unwanted.values()].includes("left out");
  return ["--no-deps", ...withGateway(wanted), ...isPart ? [] : others];
}

/** It waits for all brokers, and others for it; `up` makes the topics itself when all brokers run. */
const POPULATE = "populate";

/** The ports of services that may have replicas are another service's. */
function withGateway(names: readonly string[]): string[] {
  return names.some((name) => REPLICATED.includes(name)) ? [...names, "gateway"] : [...names];
}

async function stopServices(stack: Stack, names: readonly string[], command: readonly string[]) {
  if (names.length > 0) await compose(stack, [...command, ...names]);
}

/** What Compose has to say, and the end of the log of the container that it speaks of. */
async function explain(stack: Stack, { message }: DockerError): Promise<Error> {
  const name = message.match(/\b(?:container|service) "?([\w-]+)"?/)?.[1] ?? "";
  const service = name.replace(`${stack.project}-`, "").replace(/-\d+$/, "");
  const tail = service ? await logTail(stack, service, TAIL) : [];
  const log = tail.map((line) => `\n  ${line}`).join("");
  return new Error(
    `Cannot start the containers: ${message}${log && `\n\nThe end of ${service}'s log:${log}`}`,
  );
}

async function stop(
  environment: LabEnvironment,
  lab: Topology,
  { volumes }: { volumes: boolean },
): Promise<boolean> {
  const existed = await hasContainers(lab);
  const stack = stackOf(lab, await filesOf(environment));
  await compose(stack, ["down", "--remove-orphans", ...(volumes ? ["--volumes"] : [])]);
  await remember(environment, { files: undefined });
  return existed;
}
