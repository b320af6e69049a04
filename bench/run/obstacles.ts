import { runCommand } from "../../cluster/process/run_command.ts";

/** Whether there is such a command, and it succeeds. */
export async function succeeds(command: string, ...args: string[]): Promise<boolean> {
  try {
    return (await runCommand(command, args)).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** What keeps a part that needs wrk from being measured. */
export async function wrkMissing(): Promise<string | undefined> {
  // Without an address it tells its usage, and fails: that it is there is what counts.
  try {
    await runCommand("wrk", []);
    return undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "wrk, which makes the load, is not installed";
    throw error;
  }
}

/** What keeps a part that looks at processes from being measured. */
export function procMissing(): Promise<string | undefined> {
  return Promise.resolve(Deno.build.os === "linux" ? undefined : "it reads Linux's /proc");
}
