/**
 * What the Docker engine remembers between commands.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../environment.ts";

/** What is known of earlier commands; all of it may be absent. */
export interface Remembered {
  /** The Compose files by which the lab runs. */
  files?: readonly string[];
  /** The images that were built last, by name, and the sources that they are of. */
  built?: { sources: string; ids: Readonly<Record<string, string>> };
}

function path({ stateDir }: LabEnvironment): string {
  return join(stateDir, "docker.json");
}

/** What is remembered; nothing where that cannot be read, as it only saves work. */
export async function remembered(environment: LabEnvironment): Promise<Remembered> {
  try {
    return JSON.parse(await Deno.readTextFile(path(environment))) ?? {};
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Remembers this too; what is `undefined` is forgotten. */
export async function remember(environment: LabEnvironment, news: Remembered): Promise<void> {
  const all = { ...await remembered(environment), ...news };
  await Deno.mkdir(environment.stateDir, { recursive: true });
  await Deno.writeTextFile(path(environment), JSON.stringify(all, null, 2));
}
