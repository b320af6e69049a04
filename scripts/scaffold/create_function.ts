/**
 * Makes a new function of what a user wants.
 *
 * @module
 */
import { join } from "node:path";
import type { LabEnvironment } from "../../cluster/environment.ts";
import { describeFunction, isBroken } from "../../cluster/own/describe_function.ts";
import { descriptions } from "../../cluster/own/description_cache.ts";
import { CHECKOUT_FUNCTIONS } from "../../cluster/own/function_folders.ts";
import { functionSource as sourceIn, functionSources } from "../../cluster/own/function_sources.ts";
import { nextPort, placeFunctions } from "../../cluster/own/place_functions.ts";
import { wantedTopics } from "../../cluster/topics/wanted_topics.ts";
import { topology } from "../../cluster/topology.ts";
import { functionSource } from "./function_source.ts";
import type { NewFunction } from "./new_function.ts";
import { recordsSource, testSource } from "./test_source.ts";
import { topicsSource } from "./topics_source.ts";
import { writeFolder } from "./write_folder.ts";

/** A function to make. */
export interface Order extends Omit<NewFunction, "port"> {
  /** The first free one, if left out. */
  port?: number;
  /** The folder that it is to stand in; that of `INSTIGATOR_FUNCTIONS`, or functions/, if left out. */
  dir?: string;
}

/** A function that was made. */
export interface Created {
  path: string;
  port: number;
  files: string[];
}

/**
 * Writes the folder of a new function.
 *
 * @throws {Error} that says why there cannot be such a function; then nothing was written.
 */
export async function createFunction(
  environment: LabEnvironment,
  { dir, ...wanted }: Order,
): Promise<Created> {
  const root = dir ?? environment.functionsDir ?? CHECKOUT_FUNCTIONS;
  const path = join(root, wanted.name);
  await refuseTaken(path, wanted.name);
  const all = await descriptions(environment, await functionSources(environment));
  const port = wanted.port ?? nextPort(all);
  const files = await filesOf({ ...wanted, port }, environment);
  await writeFolder({
    path,
    files,
    async check(folder) {
      const described = await describeFunction(
        await sourceIn({ name: wanted.name, path: folder }),
      );
      const { broken } = placeFunctions(topology(environment.offset), [...all, described]);
      const fault = isBroken(described) ? described : broken.find((one) => one.folder === folder);
      if (fault) throw new Error(`Cannot make the function ${wanted.name}: ${fault.reason}`);
    },
  });
  return { path, port, files: [...files.keys()] };
}

async function refuseTaken(path: string, name: string): Promise<void> {
  for (const taken of [path, join(CHECKOUT_FUNCTIONS, name)]) {
    if (!await Deno.lstat(taken).catch(() => undefined)) continue;
    throw new Error(`Cannot make the function ${name}: ${taken} is there already`);
  }
}

async function filesOf(
  wanted: NewFunction,
  environment: LabEnvironment,
): Promise<Map<string, string>> {
  const { topics, output } = wanted;
  const names = [...topics, ...output === undefined ? [] : [output]];
  const files = new Map([
    ["function.ts", functionSource(wanted)],
    ["function_test.ts", testSource(wanted)],
  ]);
  if (topics.length > 0) files.set("records.json", recordsSource());
  const own = topicsSource(names, await wantedTopics(environment));
  if (own !== undefined) files.set("topics.json", own);
  return files;
}
