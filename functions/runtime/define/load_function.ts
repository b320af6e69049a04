import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError } from "../config/config.ts";
import { isDefinedFunction } from "./define_function.ts";
import { type OwnFunction, readDefinition } from "./read_definition.ts";

/**
 * Loads a function from its module, whose folder it is named after.
 *
 * @param path of its `function.ts`.
 * @throws {ConfigError} where it is none, or its definition cannot be.
 * @throws what the module throws when it is imported.
 */
export async function loadFunction(path: string): Promise<OwnFunction> {
  const { default: exported } = await import(pathToFileURL(resolve(path)).href);
  if (!isDefinedFunction(exported)) {
    throw new ConfigError([`${path} must have defineFunction({ … }) as its default export`]);
  }
  return readDefinition(basename(dirname(resolve(path))), exported);
}
