/**
 * What the Docker engine remembers between commands: by which Compose files it started the lab.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../environment.ts";

function path({ stateDir }: LabEnvironment): string {
  return join(stateDir, "compose-files.json");
}

/** The Compose files by which the lab was started; `undefined` where it was not, or not by us. */
export async function rememberedFiles(environment: LabEnvironment): Promise<string[] | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path(environment)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Remembers the Compose files. */
export async function rememberFiles(
  environment: LabEnvironment,
  files: readonly string[],
): Promise<void> {
  await Deno.mkdir(environment.stateDir, { recursive: true });
  await Deno.writeTextFile(path(environment), JSON.stringify(files));
}

/** Forgets them, once the lab is down. */
export async function forgetFiles(environment: LabEnvironment): Promise<void> {
  await Deno.remove(path(environment)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
