import { runCommand } from "../process/run_command.ts";
import type { Finding } from "../engines/check.ts";

/** How long the registry may take to answer, ms. */
const TIMEOUT = 10_000;

/** Has Deno ask the npm registry for a package of the lab's. */
export async function checkNpm(): Promise<Finding[]> {
  const { success } = await runCommand(Deno.execPath(), [
    "info",
    "--no-config",
    "--no-lock",
    "--reload",
    "npm:kafkajs",
  ], {
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (success) return [{ level: "ok", found: "npm: the registry answers" }];
  return [{
    level: "note",
    found: "npm: the registry cannot be reached; what is in Deno's cache goes on working",
    fix: "check the network, or name a mirror by NPM_CONFIG_REGISTRY",
  }];
}
