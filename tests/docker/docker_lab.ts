/**
 * A lab on Docker as its scenarios see it: at free ports, and as a project of its own.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { dockerVersions, obstacle } from "../../cluster/engines/docker/availability.ts";
import { type Container, containers } from "../../cluster/engines/docker/containers.ts";
import { remembered } from "../../cluster/engines/docker/docker_state.ts";
import { compose, projectName, stackOf } from "../../cluster/engines/docker/stack.ts";
import { labEnvironment } from "../../cluster/environment.ts";
import { eventually, Lab } from "../lab.ts";

/** Why it is skipped. */
export const reason = obstacle(await dockerVersions());
/** The folder of an application of its own. */
export const application = reason
  ? ""
  : Deno.makeTempDirSync({ prefix: "instigator-application-" });
/** The lab, on Docker. */
export const lab = new Lab({ env: { INSTIGATOR_FUNCTIONS: join(application, "functions") } });
/** Its project of Compose. */
export const project = projectName(lab.topology);

/** A scenario on the engine, or a skipped one that says why. */
export function scenario(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: reason ? `${name} (skipped: ${reason})` : name, ignore: !!reason, fn });
}

/** The body of an answer that must be 200. */
export async function call(name: string, path: string, init?: RequestInit) {
  const response = await fetch(lab.url(name, path), init);
  const body = await response.json();
  assertEquals(response.status, 200, JSON.stringify(body));
  return body;
}

/** Runs a command of the lab's that must succeed; returns what it printed. */
export async function task(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await lab.task(...args);
  assertEquals(code, 0, `${args.join(" ")}\n${stderr}`);
  return stdout;
}

/** Brings it up; returns what `up` said. */
export async function up(): Promise<string> {
  const { code, stderr } = await lab.task("up", "--engine", "docker");
  assertEquals(code, 0, stderr);
  return stderr;
}

/** What `status --json` says. */
export async function status() {
  const { stdout } = await lab.task("status", "--json");
  return JSON.parse(stdout);
}

/** Settles when it is ready. */
export async function ready(): Promise<void> {
  await eventually("the lab is ready", async () => (await lab.task("status")).code === 0, 120_000);
}

/** The stack as the lab's commands see it. */
export async function stack() {
  const environment = { ...labEnvironment(), ...lab.settings };
  return stackOf(lab.topology, (await remembered(environment)).files);
}

/** The container of a service; the first of several. */
export async function container(service: string): Promise<Container> {
  const all = await containers(project);
  return all.find(({ Config }) => Config.Labels["com.docker.compose.service"] === service)!;
}

/** Has so many containers of a service. */
export async function scale(service: string, replicas: number): Promise<void> {
  await compose(await stack(), [
    ...["up", "--wait", "--no-recreate", "--no-build"],
    ...["--scale", `${service}=${replicas}`, service],
  ]);
}

/** Kills a process of another user's, for which it takes root. */
export async function kill(pid: number): Promise<void> {
  const command = Deno.uid() === 0 ? ["kill"] : ["sudo", "-n", "kill"];
  const { success } = await new Deno.Command(command[0], {
    args: [...command.slice(1), "-9", `${pid}`],
  }).output();
  assert(success, "Cannot kill a process of the engine's: run the tests as root");
}
