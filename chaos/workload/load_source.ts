/**
 * The functions that the load can pass through: the one of chaos' own, a user's, and built-in ones.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../../cluster/environment.ts";
import { describeFunction, isBroken } from "../../cluster/own/describe_function.ts";
import { type FunctionFolder, functionFolders } from "../../cluster/own/function_folders.ts";
import { functionSource } from "../../cluster/own/function_sources.ts";
import type { Runnable } from "../../testing/running_function.ts";

/** A function that the load can pass through. */
export interface LoadSource extends Runnable {
  /** The topics that it takes its records from; the load comes by the first. */
  topics: readonly string[];
  /** The topic that it writes to, if it does. */
  output?: string;
  /** What its records' values are like, with `{{id}}` for the record's id; the load's own, where none is. */
  templates?: readonly string[];
}

/** The function of chaos' own, which passes each record on. */
export const RELAY = "relay";

/** Where the functions of chaos' own stand. */
const OWN = join(PROJECT_ROOT, "chaos", "functions");

/** Functions that are built in. */
export type BuiltIn = "consumer" | "producer" | "console";

/** What runs a function that is built in. */
export function builtIn(name: BuiltIn): Runnable {
  const main = `functions/${name}/main.ts`;
  const config = join(PROJECT_ROOT, "deno.json");
  return { name, file: join(PROJECT_ROOT, main), config, main };
}

/**
 * The function of this name.
 *
 * @param records a file of values, a line each, in the place of the `records.json` beside the function.
 * @throws {Error} when there is none, or it takes no records.
 */
export async function loadSource(
  environment: LabEnvironment,
  name: string,
  records?: string,
): Promise<LoadSource> {
  if (name === "consumer") return { ...builtIn(name), topics: ["sampleOne"] };
  const folders: FunctionFolder[] = [
    { name: RELAY, path: join(OWN, RELAY) },
    ...await functionFolders(environment),
  ];
  const folder = folders.find((one) => one.name === name);
  if (folder === undefined) {
    const names = ["consumer", "producer", ...folders.map(({ name }) => name)].join(", ");
    throw new Error(`There is no function ${name} to pass the load through; there are ${names}`);
  }
  const source = await functionSource(folder);
  const own = await describeFunction(source);
  if (isBroken(own)) throw new Error(`Cannot pass the load through ${name}: ${own.reason}`);
  const { trigger, output } = own.description;
  if (trigger === null) throw new Error(`Cannot pass the load through ${name}: it has no trigger`);
  const templates = await readTemplates(records ?? join(source.folder, "records.json"), records);
  return {
    ...source,
    topics: trigger.topics,
    ...(output && { output: output.topic }),
    ...(templates && { templates }),
  };
}

/** Values of records: those of an array of JSON such as `deno task new` writes, or a line each. */
async function readTemplates(file: string, given?: string): Promise<string[] | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (given === undefined && error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  if (!text.trimStart().startsWith("[")) return text.split("\n").filter((line) => line.trim());
  const records: { value?: unknown }[] = JSON.parse(text);
  return records.map(({ value }) => typeof value === "string" ? value : JSON.stringify(value));
}
