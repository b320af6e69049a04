/**
 * Building the images, when they are not of the sources as they are now: Docker would find that
 * out too, and take seconds for it, even where it has nothing to do.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import type { Progress } from "../progress.ts";
import { builtImages, imageLabel } from "./images.ts";
import { compose, type Stack } from "./stack.ts";

/** What .dockerignore lets into a build. */
const SOURCES = [
  "docker-compose.yml",
  ".dockerignore",
  "deno.json",
  "deno.lock",
  "std",
  "kafkajs",
  "functions",
  "cluster",
];

/** The label of an image that tells what it was built from. */
const LABEL = "instigator.sources";

/**
 * Builds the images of a stack that are missing, or of other sources.
 *
 * @throws {DockerError} when that fails.
 */
export async function build(stack: Stack, progress: Progress, signal: AbortSignal): Promise<void> {
  const digest = await sourcesDigest();
  const labels = await Promise.all(
    (await builtImages(stack.files)).map((image) => imageLabel(image, LABEL)),
  );
  if (labels.every((label) => label === digest)) return;
  progress.line("Building", "the images");
  const variables = { ...stack.variables, SOURCES: digest };
  await compose({ ...stack, variables }, ["build"], {
    signal,
    showStderr: Deno.stderr.isTerminal(),
  });
}

/** A digest of all that the images are built from. */
async function sourcesDigest(): Promise<string> {
  const paths = await Promise.all(SOURCES.map((name) => filesBelow(join(PROJECT_ROOT, name))));
  const hash = createHash("sha256");
  for (const path of paths.flat().toSorted()) {
    hash.update(`${relative(PROJECT_ROOT, path)}\0`).update(await Deno.readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The files of a folder that reach a build; the path itself, where it is a file. */
async function filesBelow(path: string): Promise<string[]> {
  if (!(await Deno.stat(path)).isDirectory) return path.endsWith("_test.ts") ? [] : [path];
  if (path === join(PROJECT_ROOT, "cluster/burrow/log")) return [];
  const entries = await Array.fromAsync(Deno.readDir(path));
  return (await Promise.all(entries.map(({ name }) => filesBelow(join(path, name))))).flat();
}
