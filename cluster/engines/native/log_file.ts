import { join } from "node:path";
import { DEFAULT_STATE_DIR, type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";

/**
 * The log of a node. Burrow's stands beside its configuration, unless this lab has a folder of its
 * own and so may not be the only one.
 */
export function logFile({ stateDir }: LabEnvironment, name: string): string {
  const folder = name === "burrow" && stateDir === DEFAULT_STATE_DIR
    ? join(PROJECT_ROOT, "cluster/burrow/log")
    : join(stateDir, "logs");
  return join(folder, `${name}.log`);
}
