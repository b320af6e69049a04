/**
 * Whether there is what these tests run.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../../../cluster/environment.ts";
import { run } from "./processes.ts";

const BUILD = join(PROJECT_ROOT, "tests/kubernetes/tools/build.sh");

/** What nodes need that run pods for real. */
const NODE_COMMANDS = ["containerd", "ctr", "runc", "iptables", "ip", "nsenter"];

/** The folder of the tools, or why there is none. */
export async function findTools(): Promise<{ folder: string } | { reason: string }> {
  try {
    return { folder: (await run("bash", [BUILD, "where"])).trim() };
  } catch {
    return { reason: "tests/kubernetes/tools/build.sh has not built the tools" };
  }
}

/** Why no pod can run here, or `undefined`. */
export async function nodeObstacle(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return "pods run on Linux only";
  if (Deno.uid() !== 0) return "only root can run a kubelet";
  for (const command of NODE_COMMANDS) {
    const found = await run("sh", ["-c", `command -v ${command}`]).catch(() => undefined);
    if (found === undefined) return `there is no ${command}`;
  }
}
