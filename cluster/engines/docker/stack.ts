/**
 * The lab as Compose knows it: a project, its files, and the variables of docker-compose.yml.
 *
 * @module
 */
import { resolve } from "node:path";
import { PROJECT_ROOT } from "../../environment.ts";
import { readToken } from "../../exposure.ts";
import type { Topology } from "../../topology.ts";
import type { CommandOptions } from "../../process/run_command.ts";
import { docker } from "./docker_command.ts";

/** The file that works alone; others change what it says. */
export const COMPOSE_FILE = "docker-compose.yml";

/** The services that may have replicas: their ports on the host are the gateway's. */
export const REPLICATED: readonly string[] = ["consumer", "rest"];

/** One lab on Docker. */
export interface Stack {
  /** Compose's project: the prefix of containers and volumes. */
  project: string;
  /** Compose files, from the project's root or absolute. */
  files: readonly string[];
  /** The port variables of docker-compose.yml, and the token of a lab that other machines reach. */
  variables: Record<string, string>;
}

/** The stack of a lab. Labs at other port offsets are other projects, with data of their own. */
export function stackOf(lab: Topology, files: readonly string[] = [COMPOSE_FILE]): Stack {
  return {
    project: projectName(lab),
    files,
    variables: { ...portVariables(lab), ...tokenVariable(lab), ...profiles(lab) },
  };
}

/** The name that `docker compose` itself gives the lab, at the default ports. */
export function projectName({ offset }: Topology): string {
  return offset === 0 ? "instigator" : `instigator-${offset}`;
}

/** Every published port, by the variable that docker-compose.yml has for it. */
export function portVariables(lab: Topology): Record<string, string> {
  const ports: [name: string, port: number][] = [
    ...lab.zookeeper.flatMap(({ name, port, adminPort }): [string, number][] => [
      [name, port],
      [`${name}_admin`, adminPort],
    ]),
    ...lab.kafka.flatMap(({ name, port, metricsPort }): [string, number][] => [
      [name, port],
      [`${name}_metrics`, metricsPort],
    ]),
    ...lab.registry.flatMap(({ name, port, managementPort }): [string, number][] => [
      [name, port],
      [`${name}_management`, managementPort],
    ]),
    ...lab.functions.flatMap(({ name, port, managerPort }): [string, number][] => [
      [name, port],
      ...managerPort ? [["manager", managerPort] satisfies [string, number]] : [],
    ]),
  ];
  return Object.fromEntries(ports.map(([name, port]) => [portVariable(name), `${port}`]));
}

/** The variable by which Compose is handed the token: it stands in no file of Compose's. */
export const TOKEN_VARIABLE = "INSTIGATOR_TOKEN";

function tokenVariable({ exposure }: Topology): Record<string, string> {
  return exposure ? { [TOKEN_VARIABLE]: readToken(exposure) } : {};
}

/** The profiles of docker-compose.yml that the lab has, beside those that its user's shell names. */
function profiles({ registry }: Topology): Record<string, string> {
  const own = registry.map(({ name }) => name);
  if (own.length === 0) return {};
  const others = (Deno.env.get("COMPOSE_PROFILES") ?? "").split(",").filter(Boolean);
  return { COMPOSE_PROFILES: [...new Set([...others, ...own])].join(",") };
}

/** The variable of a service's published port. */
export function portVariable(name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_PORT`;
}

/**
 * Runs `docker compose` for a stack and returns what it prints.
 *
 * @throws {DockerError} when it fails.
 */
export async function compose(
  stack: Stack,
  args: readonly string[],
  options: Omit<CommandOptions, "env"> = {},
): Promise<string> {
  return await docker(composeArguments(stack, args), { ...options, env: stack.variables });
}

/** The arguments of `docker` for a Compose command. */
export function composeArguments(
  { project, files }: Stack,
  args: readonly string[],
): string[] {
  return [
    "compose",
    "--project-name",
    project,
    "--project-directory",
    PROJECT_ROOT,
    ...files.flatMap((file) => ["--file", resolve(PROJECT_ROOT, file)]),
    ...args,
  ];
}
