import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import { type FunctionNode, registryUrl, type Topology } from "../topology.ts";
import { filesDigest } from "./files_digest.ts";

/** What every function's code consists of, besides its own folder. */
const SHARED = ["functions/runtime", "kafka", "vendor", "deno.json", "deno.lock"];

/**
 * A digest of the code that a function would start with now: of the files of its folder, of what it imports
 * besides, of the runtime and of the Kafka library. One that runs with another digest is of older code.
 */
export async function functionDigest(
  { functions, exposure, registry }: Topology,
  { name, folder, own }: FunctionNode,
): Promise<string> {
  const besides = own ? [...own.imports, own.config, lockOf(own.config)] : [];
  const paths = [resolve(PROJECT_ROOT, "functions", folder), ...besides];
  const [digest, shared] = await Promise.all([
    filesDigest([...new Set(paths)], isCode),
    sharedDigest(),
  ]);
  // The console is told of all functions when it starts.
  const told = name === "console" ? functions.map(({ name, port }) => `${name}:${port}`) : [];
  // So are those that work with schemas of the registry.
  if (name === "rest" || name === "console" || own?.description.subject) {
    told.push(...registry.map((node) => registryUrl(node)));
  }
  // Where it listens is settled when it starts, too.
  if (exposure) told.push(JSON.stringify(exposure));
  return createHash("sha256").update([digest, shared, ...told].join()).digest("hex").slice(0, 16);
}

let underWay: Promise<string> | undefined;

/** Of what all functions have; those that ask at the same time, as when the lab starts, share one look. */
function sharedDigest(): Promise<string> {
  return underWay ??= filesDigest(SHARED, isCode).finally(() => underWay = undefined);
}

function lockOf(config: string): string {
  return join(dirname(config), "deno.lock");
}

/** Tests, fakes, installed packages and hidden files are no code of a function, but its `.env` is. */
function isCode(path: string): boolean {
  const name = basename(path);
  if (name === ".env") return true;
  return !/^\.|_test\.tsx?$|^node_modules$|^testing$/.test(name);
}
