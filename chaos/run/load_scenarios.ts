import { nearest } from "../../scripts/cli/invocation/nearest.ts";
import { UsageError } from "../../scripts/cli/invocation/command.ts";
import type { Scenario } from "./scenario.ts";

/** Where the scenarios are: a file each, which anyone can add to. */
const FOLDER = new URL("../scenarios/", import.meta.url);

/** The scenarios' names, in the order of the alphabet: those of their files, with hyphens. */
export function scenarioNames(): string[] {
  return [...Deno.readDirSync(FOLDER)]
    .filter(({ name }) => name.endsWith(".ts"))
    .map(({ name }) => name.replace(/\.ts$/, "").replaceAll("_", "-"))
    .sort();
}

/**
 * The scenarios of these names; all, where none is given.
 *
 * @throws {UsageError} for a name that none has.
 */
export function loadScenarios(names: readonly string[]): Promise<[string, Scenario][]> {
  const known = scenarioNames();
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(`There is no scenario ${name}${nearest(name, known)}`);
  }
  return Promise.all((names.length > 0 ? names : known).map(loadScenario));
}

async function loadScenario(name: string): Promise<[string, Scenario]> {
  const file = new URL(`${name.replaceAll("-", "_")}.ts`, FOLDER);
  const { default: scenario } = await import(file.href);
  return [name, scenario];
}
