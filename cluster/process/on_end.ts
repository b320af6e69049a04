import { delay } from "@std/async";
import { alive, record } from "./process_identity.ts";

/** How often a process is looked at, ms. */
const INTERVAL = 500;

/** Calls back once a process has ended, or at once where there is none. */
export async function onEnd(pid: number, ended: () => void): Promise<void> {
  const process = await record(pid);
  while ((await alive([process])).size > 0) await delay(INTERVAL);
  ended();
}
