/**
 * What nodes of this lab have otherwise than those of all labs: `own/<node>.properties` in the lab's
 * folder goes after a broker's or member's settings, and `own/<node>.env`, lines of `NAME=value`, into a
 * process's environment. For experiments, and for labs that are made to be broken.
 *
 * @module
 */
import { parse } from "@std/dotenv";
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";

/** The folder of nodes' own settings, in the lab's own. */
export const OWN_SETTINGS = "own";

/** What goes after a node's settings; nothing where it has none of its own. */
export function ownProperties(environment: LabEnvironment, name: string): string {
  return read(environment, `${name}.properties`);
}

/** What a node's process has in its environment besides. */
export function ownVariables(environment: LabEnvironment, name: string): Record<string, string> {
  return parse(read(environment, `${name}.env`));
}

function read({ stateDir }: LabEnvironment, file: string): string {
  try {
    return Deno.readTextFileSync(join(stateDir, OWN_SETTINGS, file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
