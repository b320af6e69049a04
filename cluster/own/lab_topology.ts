/**
 * All of a lab: its own nodes, and the users' functions.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, labEnvironment } from "../environment.ts";
import { type Topology, topology } from "../topology.ts";
import { descriptions } from "./description_cache.ts";
import { functionSources } from "./function_sources.ts";
import { placeFunctions } from "./place_functions.ts";

/** A lab, as commands see it. */
export interface Lab {
  environment: LabEnvironment;
  lab: Topology;
}

/**
 * The lab of this command, by these settings. Where no folder of functions is named, it is the one that the lab was
 * brought up with.
 *
 * @throws {EnvironmentError} where a setting is wrong.
 * @throws {Error} where the folder is not there, or two functions have one name.
 */
export async function thisLab(given: LabEnvironment = labEnvironment()): Promise<Lab> {
  const environment = { ...given, functionsDir: given.functionsDir ?? await keptFolder(given) };
  return { environment, lab: await labTopology(environment) };
}

/** The topology of a lab with the users' functions as they are now. */
export async function labTopology(
  environment: Pick<
    LabEnvironment,
    "offset" | "stateDir" | "functionsDir" | "exposure" | "registry"
  >,
): Promise<Topology> {
  const lab = topology(environment.offset, environment);
  const described = await descriptions(environment, await functionSources(environment));
  const { placed, broken } = placeFunctions(lab, described);
  const { exposure } = environment;
  return { ...lab, functions: [...lab.functions, ...placed], broken, exposure };
}

/** Keeps the folder that the lab is brought up with for the commands that come. */
export async function keepFolder(
  { stateDir, functionsDir }: Pick<LabEnvironment, "stateDir" | "functionsDir">,
): Promise<void> {
  if (functionsDir) await Deno.writeTextFile(path(stateDir), functionsDir);
}

/** Forgets the folder, once the lab is down. */
export async function forgetFolder({ stateDir }: Pick<LabEnvironment, "stateDir">): Promise<void> {
  await Deno.remove(path(stateDir)).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** The folder that is kept, for as long as it is there: without it the lab can be used all the same. */
async function keptFolder({ stateDir }: Pick<LabEnvironment, "stateDir">) {
  const folder = await Deno.readTextFile(path(stateDir)).catch(() => "");
  const isThere = await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false);
  return isThere ? folder : undefined;
}

function path(stateDir: string): string {
  return join(stateDir, "functions_dir");
}
