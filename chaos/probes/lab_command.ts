import { fileURLToPath } from "node:url";
import { runCommand } from "../../cluster/process/run_command.ts";
import type { RunningLab } from "../../testing/shared_lab.ts";

/** For how long a command may run, ms. */
const TIMEOUT = 60_000;

/** Runs a `deno task` against a lab. */
export async function labCommand(
  { environment: { offset, stateDir } }: RunningLab,
  script: "status" | "topics",
  ...args: string[]
): Promise<{ stdout: string; stderr: string; success: boolean }> {
  const file = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  return await runCommand(
    Deno.execPath(),
    ["run", "--quiet", `-P=${script === "status" ? "look" : "kafka"}`, file, ...args],
    {
      env: { INSTIGATOR_PORT_OFFSET: `${offset}`, INSTIGATOR_STATE: stateDir, NO_COLOR: "1" },
      signal: AbortSignal.timeout(TIMEOUT),
    },
  );
}
