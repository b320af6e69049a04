/**
 * Asking a function what it is. Its module is run for it, so in a process of its own, which reaches no
 * network and changes no file.
 *
 * @module
 */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT_ROOT } from "../environment.ts";
import { denoEnvironment, denoRunWith, fetchEnvironment } from "../process/deno_run.ts";
import { type CommandResult, runCommand } from "../process/run_command.ts";
import type {
  BrokenFunction,
  FunctionDescription,
  FunctionSource,
  OwnFunction,
} from "./own_function.ts";

/** How long a function may take to be described, ms; its packages are fetched meanwhile. */
const TIMEOUT = 60_000;

/** What all functions share; the rest of what a function imports is its own code. */
const SHARED = ["kafka", "vendor", "functions/runtime"].map((path) => join(PROJECT_ROOT, path));

const DESCRIBE = join(PROJECT_ROOT, "functions/runtime/describe_main.ts");

/** What a function says of itself, or why it cannot. */
export async function describeFunction(
  source: FunctionSource,
): Promise<OwnFunction | BrokenFunction> {
  const [described, imports] = await Promise.all([describe(source), localImports(source)]);
  if (typeof described === "string") return { ...source, reason: described };
  return { ...source, description: described, imports };
}

/** Whether a function cannot be started. */
export function isBroken(one: OwnFunction | BrokenFunction): one is BrokenFunction {
  return "reason" in one;
}

/** The `.env` beside a function, which is for its process alone. */
export function envFile({ folder }: FunctionSource): string {
  return join(folder, ".env");
}

async function describe(source: FunctionSource): Promise<FunctionDescription | string> {
  const run = [...denoRunWith(source.config), "--allow-read", "--allow-env"];
  const file = envFile(source);
  if (await Deno.stat(file).catch(() => undefined)) run.push(`--env-file=${file}`);
  try {
    const { success, stdout, stderr } = await deno([...run, DESCRIBE, source.file]);
    if (success) return JSON.parse(stdout.trimEnd().split("\n").at(-1)!);
    return faultIn(stderr, source);
  } catch (error) {
    if ((error as Error).name === "TimeoutError") {
      return `importing it did not end within ${
        TIMEOUT / 1000
      } s: what waits belongs in its handler`;
    }
    throw error;
  }
}

/**
 * The local modules that a function imports, but those that all functions share; those too that are not
 * there. None where its graph cannot be read.
 */
export async function localImports({ file, config }: FunctionSource): Promise<string[]> {
  const command = [Deno.execPath(), "info", "--quiet", "--json", `--config=${config}`, file];
  const { success, stdout } = await deno(command);
  if (!success) return [];
  const { modules } = JSON.parse(stdout) as { modules: { specifier: string }[] };
  return modules
    .filter(({ specifier }) => specifier.startsWith("file:"))
    .map(({ specifier }) => fileURLToPath(specifier))
    .filter((path) => !SHARED.some((folder) => path.startsWith(folder)));
}

async function deno([command, ...args]: string[]): Promise<CommandResult> {
  return await runCommand(command, args, {
    env: { ...denoEnvironment(), ...fetchEnvironment(), NO_COLOR: "1" },
    clearEnv: true,
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

/** What went wrong, in one line, with the place in the code where there is one. */
export function faultIn(stderr: string, { folder }: Pick<FunctionSource, "folder">): string {
  const lines = stderr.split("\n").map((line) => line.trim()).filter(Boolean);
  const faults = lines.filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
  if (lines[0]?.startsWith("Cannot start:") && faults.length > 0) return faults.join("; ");
  const first = lines.find((line) => line.startsWith("error:")) ?? lines[0] ?? "it says nothing";
  const what = first.replace(
    /^error: (Uncaught )?(\(in promise\) )?(TypeError: (?=SyntaxError: ))?/,
    "",
  );
  const [, url, place] = stderr.match(/\bat \(?(file:\S+?)(:\d+:\d+)/) ?? [];
  if (!url) return what;
  const path = relative(folder, fileURLToPath(url));
  const where = `${path.startsWith("..") ? fileURLToPath(url) : path}${place}`;
  return what.includes(url) ? what.replace(`${url}${place}`, where) : `${what} at ${where}`;
}
