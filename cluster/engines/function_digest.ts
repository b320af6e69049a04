import { basename, resolve } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import type { FunctionNode } from "../topology.ts";
import { filesDigest } from "./files_digest.ts";

/** What every function's code consists of, besides its own folder. */
const SHARED = ["functions/runtime", "kafka", "vendor", "deno.json", "deno.lock"];

/**
 * A digest of the code that a function would start with now: of the files of its folder, of the runtime
 * and of the Kafka library. One that runs with another digest is of older code.
 */
export async function functionDigest({ folder }: FunctionNode): Promise<string> {
  return (await filesDigest([resolve(PROJECT_ROOT, "functions", folder), ...SHARED], isCode)).slice(
    0,
    16,
  );
}

/** Tests, fakes, installed packages and hidden files are no code of a function, but its `.env` is. */
function isCode(path: string): boolean {
  const name = basename(path);
  if (name === ".env") return true;
  return !/^\.|_test\.tsx?$|^node_modules$|^testing$/.test(name);
}
