/**
 * The Compose files of users' own functions: one beside docker-compose.yml, which plain `docker compose
 * up` takes by itself, for those of the checkout; and one of the lab's own for those of another folder.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";
import { isOfCheckout } from "../../own/function_sources.ts";
import type { OwnFunction } from "../../own/own_function.ts";
import { denoEnvironment, fetchEnvironment } from "../../process/deno_run.ts";
import { runCommand } from "../../process/run_command.ts";
import type { Topology } from "../../topology.ts";
import { checkoutImage, composeText, gatheredImage, GENERATED } from "./own_services.ts";

/** The name that Compose looks for. */
export const OVERRIDE = "docker-compose.override.yml";

type Environment = Pick<LabEnvironment, "stateDir">;

/**
 * Writes the files anew where they differ, and removes those that nothing is left for.
 *
 * @returns those that there are, from the project's root or absolute.
 * @throws {Error} where one is needed whose name a file has that was written by hand.
 */
export async function writeOwnComposeFiles(
  environment: Environment,
  lab: Topology,
): Promise<string[]> {
  const functions = ownFunctions(lab);
  const others = functions.filter((own) => !isOfCheckout(own));
  const image = (own: OwnFunction) => gatheredImage(own, contextOf(environment, own));
  const path = fileOf(environment);
  const [override, own] = await Promise.all([
    writeOverride(lab),
    writeGenerated(path, composeText(others, image, functions)),
  ]);
  return [...override ? [OVERRIDE] : [], ...own ? [path] : []];
}

/**
 * Writes the file that plain `docker compose up` takes by itself, or removes it where the checkout has no
 * functions of users'. Tells whether there is one. While one of them is broken it is left as it is.
 *
 * @throws {Error} where a file has its name that was written by hand.
 */
export async function writeOverride(lab: Topology): Promise<boolean> {
  const path = join(PROJECT_ROOT, OVERRIDE);
  if (lab.broken?.some(isOfCheckout)) return (await generated(path)) !== undefined;
  return await writeGenerated(
    path,
    composeText(ownFunctions(lab).filter(isOfCheckout), checkoutImage),
  );
}

/** Whether a Compose file is one of those that are written here. */
export function isOwnFile(environment: Environment, file: string): boolean {
  return file === OVERRIDE || file === fileOf(environment);
}

function fileOf({ stateDir }: Environment): string {
  return join(stateDir, "functions.compose.yml");
}

/** Gathers what the images of functions of other folders are built of. */
export async function gatherContexts(environment: Environment, lab: Topology): Promise<void> {
  const others = ownFunctions(lab).filter((own) => !isOfCheckout(own));
  await Promise.all(others.map((own) => gather(own, contextOf(environment, own))));
}

/** The files that the images of users' functions are made of, besides those of the checkout. */
export function ownSources(lab: Topology): string[] {
  return ownFunctions(lab).flatMap(({ folder, imports, config }) => [folder, ...imports, config]);
}

/** The functions of the nodes that are users' own, each once. */
function ownFunctions({ functions }: Topology): OwnFunction[] {
  return [...new Set(functions.flatMap(({ own }) => own ?? []))];
}

function contextOf({ stateDir }: Environment, { name }: OwnFunction): string {
  return join(stateDir, "images", name);
}

async function gather({ name, folder, config }: OwnFunction, context: string): Promise<void> {
  await Deno.remove(context, { recursive: true }).catch(() => {});
  const { success, stderr } = await runCommand(Deno.execPath(), [
    ...["run", "--quiet", "--no-prompt", `--config=${join(PROJECT_ROOT, "deno.json")}`],
    ...["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
    join(PROJECT_ROOT, "functions/runtime/image/collect_main.ts"),
    ...[folder, context, config],
  ], {
    env: { ...denoEnvironment(), ...fetchEnvironment(), NO_COLOR: "1" },
    clearEnv: true,
  });
  if (!success) throw new Error(`Cannot build the image of ${name}: ${stderr.trim()}`);
  for (const file of ["functions/health.sh", "functions/runtime/image/Dockerfile"]) {
    await Deno.mkdir(join(context, file, ".."), { recursive: true });
    await Deno.copyFile(join(PROJECT_ROOT, file), join(context, file));
  }
}

/** Writes a file where it differs; removes it where there is no text. Tells whether it is there. */
async function writeGenerated(path: string, text: string): Promise<boolean> {
  const before = await readText(path);
  const isByHand = before !== undefined && !before.startsWith(GENERATED);
  if (text === "") {
    if (before !== undefined && !isByHand) await Deno.remove(path);
    return false;
  }
  if (isByHand) {
    throw new Error(
      `Cannot write the containers of your functions to ${path}: it was written by hand. Give it another ` +
        "name, and name it by `docker compose --file`",
    );
  }
  if (before !== text) await Deno.writeTextFile(path, text);
  return true;
}

/** A file's text, if it was written here. */
async function generated(path: string): Promise<string | undefined> {
  const text = await readText(path);
  return text?.startsWith(GENERATED) ? text : undefined;
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
