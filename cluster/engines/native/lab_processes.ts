/**
 * The processes of a lab, found without its state: each carries the lab and its node's name in its
 * environment. So none is forgotten, whatever became of the state.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { LabEnvironment } from "../../environment.ts";
import { processNumbers } from "../../process/files/open_files.ts";
import { commandOutput } from "../../process/run_command.ts";
import { record, type RecordedProcess } from "../../process/process_identity.ts";

/** The variable; only processes that the lab started have it. */
export const NODE_VARIABLE = "INSTIGATOR_NODE";

/** The name that the supervisor goes by among the nodes. */
export const SUPERVISOR = "supervisor";

/** A process of the lab. */
export interface LabProcess {
  /** Its node's, or {@linkcode SUPERVISOR}. */
  name: string;
  process: RecordedProcess;
}

/** What the environment of a node's process has so that it is found. */
export function nodeMark(environment: LabEnvironment, name: string): Record<string, string> {
  return { [NODE_VARIABLE]: `${name}@${labKey(environment)}` };
}

/** All processes of this lab that run; none where the platform does not tell. */
export async function labProcesses(environment: LabEnvironment): Promise<LabProcess[]> {
  const listing = Deno.build.os === "linux"
    ? await linuxEnvironments()
    : Deno.build.os === "darwin"
    ? await commandOutput("ps", ["-axwwE", "-o", "pid=,command="])
    : "";
  const found = parseMarks(listing, labKey(environment));
  const processes = await Promise.all(found.map(async ({ name, pid }) => {
    const process = await record(pid);
    return process ? [{ name, process }] : [];
  }));
  return processes.flat();
}

/** `/proc/<pid>/environ:INSTIGATOR_NODE=…` of each process that has it, a line each. */
async function linuxEnvironments(): Promise<string> {
  const files = (await processNumbers()).map((pid) => `/proc/${pid}/environ`);
  const found = await commandOutput("grep", ["-aszH", `^${NODE_VARIABLE}=`, ...files]);
  return found.replaceAll("\0", "\n");
}

/** The names and pids that a listing has of the lab of this key. */
export function parseMarks(listing: string, key: string): { name: string; pid: number }[] {
  const marked = new RegExp(
    `^(?:/proc/|\\s*)(\\d+)(?:/environ:| .* )${NODE_VARIABLE}=([\\w-]+)@${key}(?: |$)`,
    "gm",
  );
  return [...listing.matchAll(marked)].map(([, pid, name]) => ({ name, pid: Number(pid) }));
}

/** What stands for the lab's folder, whatever letters its path has. */
function labKey({ stateDir }: LabEnvironment): string {
  let path = stateDir;
  try {
    path = Deno.realPathSync(stateDir);
  } catch {
    // Nothing was started there yet.
  }
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}
