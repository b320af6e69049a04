/**
 * Breaking nodes of the Docker engine on purpose.
 *
 * @module
 */
import type { Topology } from "../../topology.ts";
import { type Container, containers } from "./containers.ts";
import { docker } from "./docker_command.ts";
import { projectName } from "./stack.ts";

/**
 * Ends a node's container (SIGKILL) and starts it again: Docker takes a container that was killed by a
 * command for one that is not to run. Settles with the proof.
 */
export async function crash(lab: Topology, name: string): Promise<string> {
  const { Id, Name } = await containerOf(lab, name);
  await docker(["kill", "--signal", "KILL", Id]);
  await docker(["wait", Id]);
  const { State } = await containerOf(lab, name);
  await docker(["start", Id]);
  return `container ${Name.replace(/^\//, "")} ended with ${State.ExitCode}`;
}

/** Halts all processes of a node's container, or has them go on. */
export async function halt(lab: Topology, name: string, isHalted: boolean): Promise<void> {
  const { Id } = await containerOf(lab, name);
  await docker([isHalted ? "pause" : "unpause", Id]);
}

/** @throws {Error} when the node has no container. */
async function containerOf(lab: Topology, name: string): Promise<Container> {
  const found = (await containers(projectName(lab)))
    .find(({ Config }) => Config.Labels["com.docker.compose.service"] === name);
  if (found === undefined) throw new Error(`Cannot break ${name}: it does not run`);
  return found;
}
