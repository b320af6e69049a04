/**
 * The containers of a stack, and what is known of their processes.
 *
 * @module
 */
import type { ProcessFacts } from "../process_facts.ts";
import { controlGroups } from "../../process/control_groups.ts";
import { liveProcesses } from "../../process/process_table.ts";
import { docker, dockerAnswer, DockerError } from "./docker_command.ts";

/** What `docker inspect` tells of a container, as far as it is read. */
export interface Container {
  Id: string;
  Name: string;
  RestartCount: number;
  State: {
    Status: string;
    Pid: number;
    ExitCode: number;
    OOMKilled: boolean;
    StartedAt: string;
    Health?: { Status: string };
  };
  Config: { Labels: Record<string, string> };
}

const LABEL = "com.docker.compose";

/** How long Docker may take to answer, ms. */
const TIMEOUT = 5_000;

/** The containers of a project, running or not; none where no engine answers. */
export async function containers(project: string): Promise<Container[]> {
  const filter = `label=${LABEL}.project=${project}`;
  const ids = await dockerAnswer(["ps", "--all", "--quiet", "--filter", filter], TIMEOUT);
  if (!ids) return [];
  try {
    return JSON.parse(await docker(["inspect", "--type=container", ...ids.split("\n")]));
  } catch (error) {
    // One of them was removed in between.
    if (error instanceof DockerError) return [];
    throw error;
  }
}

/** The processes by service. Of several replicas, the first stands for all. */
export async function processFacts(
  all: readonly Container[],
): Promise<Map<string, ProcessFacts>> {
  const services = Map.groupBy(all, ({ Config }) => Config.Labels[`${LABEL}.service`]);
  const memory = await memoryOf(all);
  return new Map([...services].map(([service, replicas]) => {
    const sorted = replicas.toSorted((a, b) => replicaNumber(a) - replicaNumber(b));
    return [service, factsOf(sorted, memory)];
  }));
}

/** The facts of a service's replicas, given the memory of each container by its name. */
export function factsOf(
  replicas: readonly Container[],
  memory: ReadonlyMap<string, number>,
): ProcessFacts {
  const [{ Name, State }] = replicas;
  const running = State.Status === "running" || State.Status === "paused";
  const used = replicas.map(({ Name }) => memory.get(Name)).filter((bytes) => bytes !== undefined);
  const notes = [
    replicas.length > 1 ? `${replicas.length} replicas` : "",
    whatIsUnusual(State),
  ].filter(Boolean);
  return {
    state: running ? "running" : State.Status === "exited" ? "stopped" : "waiting",
    container: Name.replace(/^\//, ""),
    startedAt: running ? new Date(State.StartedAt) : undefined,
    memoryBytes: used.length > 0 ? used.reduce((sum, bytes) => sum + bytes, 0) : undefined,
    restarts: replicas.reduce((sum, { RestartCount }) => sum + RestartCount, 0),
    note: notes.join(", ") || undefined,
  };
}

function whatIsUnusual({ Status, OOMKilled, ExitCode, Health }: Container["State"]): string {
  if (OOMKilled) return "ended for lack of memory";
  if (Status === "exited" || Status === "restarting") return `ended with exit code ${ExitCode}`;
  if (Status === "paused") return "paused";
  return Health?.Status === "unhealthy" ? "unhealthy" : "";
}

function replicaNumber({ Config }: Container): number {
  return Number(Config.Labels[`${LABEL}.container-number`]);
}

/**
 * The resident memory of each container's first process, bytes. Only where containers are
 * processes of this machine: asking Docker takes two seconds, and where it runs in a virtual
 * machine the numbers of processes mean nothing here. A process is a container's when its control
 * groups are named after it, whatever the clock was set to since.
 */
async function memoryOf(all: readonly Container[]): Promise<Map<string, number>> {
  if (Deno.build.os !== "linux") return new Map();
  const running = all.filter(({ State }) => State.Pid > 0);
  const pids = running.map(({ State }) => State.Pid);
  const [live, groups] = await Promise.all([liveProcesses(pids), controlGroups(pids)]);
  return new Map(running.flatMap(({ Id, Name, State }): [string, number][] => {
    const process = live.get(State.Pid);
    const isItsOwn = groups.get(State.Pid)?.includes(Id) ?? false;
    return process && isItsOwn ? [[Name, process.memoryBytes]] : [];
  }));
}
