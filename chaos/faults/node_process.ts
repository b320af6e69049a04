/**
 * The processes of a lab's nodes, and their deaths.
 *
 * @module
 */
import { nativeEngine } from "../../cluster/engines/native/engine.ts";
import { alive, record, type RecordedProcess } from "../../cluster/process/process_identity.ts";
import type { RunningLab } from "../../testing/shared_lab.ts";
import { proven } from "./fault.ts";

/** The process of a node. @throws {Error} when it does not run. */
export async function processOf(
  { environment, topology }: RunningLab,
  name: string,
): Promise<RecordedProcess> {
  const pid = (await nativeEngine(environment, topology).processes()).get(name)?.pid;
  const process = pid === undefined ? undefined : await record(pid);
  if (process === undefined) throw new Error(`Cannot break ${name}: it does not run`);
  return process;
}

/** Ends a node without grace (SIGKILL), and proves that it is dead. */
export async function killProcess(lab: RunningLab, name: string): Promise<string> {
  const process = await processOf(lab, name);
  Deno.kill(process.pid, "SIGKILL");
  return await provenDead(name, process);
}

/** Settles with the proof when a process is gone. */
export function provenDead(name: string, process: RecordedProcess): Promise<string> {
  return proven(
    `${name}'s death`,
    async () => (await alive([process])).size === 0 ? `pid ${process.pid} is gone` : undefined,
  );
}
