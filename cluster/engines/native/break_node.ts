/**
 * Breaking nodes of the native engine on purpose.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LabEnvironment } from "../../environment.ts";
import { alive, record, type RecordedProcess } from "../../process/process_identity.ts";
import { processes } from "./processes.ts";

/** How often to look whether a process has ended, ms. */
const INTERVAL = 20;

/** Ends a node's process (SIGKILL), which the supervisor starts again; settles with the proof. */
export async function crash(environment: LabEnvironment, name: string): Promise<string> {
  const process = await processOf(environment, name);
  Deno.kill(process.pid, "SIGKILL");
  while ((await alive([process])).size > 0) await delay(INTERVAL);
  return `pid ${process.pid} is gone`;
}

/** Halts a node's process (SIGSTOP), or has it go on (SIGCONT). */
export async function halt(
  environment: LabEnvironment,
  name: string,
  isHalted: boolean,
): Promise<void> {
  const { pid } = await processOf(environment, name);
  Deno.kill(pid, isHalted ? "SIGSTOP" : "SIGCONT");
}

/** @throws {Error} when the node does not run. */
async function processOf(environment: LabEnvironment, name: string): Promise<RecordedProcess> {
  const pid = (await processes(environment)).get(name)?.pid;
  const process = pid === undefined ? undefined : await record(pid);
  if (process === undefined) throw new Error(`Cannot break ${name}: it does not run`);
  return process;
}
