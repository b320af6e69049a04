import { deadline } from "@std/async";
import type { Child } from "./child_process.ts";

/** Stops a process by SIGTERM, and by SIGKILL after `grace` ms; tells whether that was needed. */
export async function stopProcess(child: Child, grace: number): Promise<boolean> {
  sendSignal(child.pid, "SIGTERM");
  if (await endsWithin(child, grace)) return false;
  sendSignal(child.pid, "SIGKILL");
  await child.ended;
  return true;
}

async function endsWithin({ ended }: Child, ms: number): Promise<boolean> {
  return await deadline(ended, ms).then(() => true, () => false);
}

/** Sends a signal to a process, which may have ended. */
export function sendSignal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
