/**
 * Stands for `jsr:@std/dotenv`, over `npm:dotenv`. Only what the functions use. Where JSR can be
 * reached, map `@std/dotenv` to `jsr:@std/dotenv@0.225` in deno.json and delete this file.
 *
 * @module
 */
import { parse as parseDotenv } from "dotenv";

/** Options of {@linkcode load}. */
export interface LoadOptions {
  /** The file to read; `.env` in the working directory unless told otherwise. */
  envPath?: string | null;
  /** Whether to set what was read in `Deno.env`, where it is not set yet. */
  export?: boolean;
}

/** The variables of a `.env` text. */
export function parse(text: string): Record<string, string> {
  return parseDotenv(text);
}

/** The variables of a `.env` file; none where there is no such file. */
export async function load(
  { envPath = ".env", export: toEnv = false }: LoadOptions = {},
): Promise<Record<string, string>> {
  if (!envPath) return {};
  const text = await Deno.readTextFile(envPath).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  const variables = parse(text);
  if (toEnv) {
    for (const [name, value] of Object.entries(variables)) {
      if (Deno.env.get(name) === undefined) Deno.env.set(name, value);
    }
  }
  return variables;
}
