/**
 * Building the images, when they are not of the sources as they are now. Docker finds that out by
 * itself too, and takes seconds for it even where it has nothing to do.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../../environment.ts";
import type { Progress } from "../../progress.ts";
import { filesDigest } from "../files_digest.ts";
import type { Topology } from "../../topology.ts";
import { gatherContexts, ownSources } from "./own_compose_files.ts";
import { builtImages, imageId } from "./images.ts";
import { remember, remembered } from "./docker_state.ts";
import { compose, type Stack } from "./stack.ts";

/** What .dockerignore lets into a build, and what tells how to build. */
const SOURCES = [
  "docker-compose.yml",
  ".dockerignore",
  "deno.json",
  "deno.lock",
  "vendor",
  "kafka",
  "functions",
  "cluster",
];

/** Built only where a lab has a registry, as its profile says. */
const REGISTRY_IMAGE = "instigator-registry";

/**
 * Builds the images of a stack, unless they are there as they were built last, of these sources.
 *
 * @throws {DockerError} when that fails.
 */
export async function build(
  environment: LabEnvironment,
  lab: Topology,
  stack: Stack,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const images = (await builtImages(stack.files))
    .filter((image) => lab.registry.length > 0 || image !== REGISTRY_IMAGE);
  const sources = await sourcesDigest([...ownSources(lab), ...stack.files]);
  const { built } = await remembered(environment);
  if (built?.sources === sources) {
    const ids = await imageIds(images);
    // Another checkout may have built images of these names since.
    if (images.every((image) => ids[image] && ids[image] === built.ids[image])) return;
  }
  progress.line("Building", "the images, as far as something has changed");
  await gatherContexts(environment, lab);
  await compose(stack, ["build"], { signal, showStderr: Deno.stderr.isTerminal() });
  await remember(environment, { built: { sources, ids: await imageIds(images) } });
}

async function imageIds(images: readonly string[]): Promise<Record<string, string>> {
  const ids = await Promise.all(images.map(imageId));
  return Object.fromEntries(images.map((image, i) => [image, ids[i] ?? ""]));
}

/** A digest of all that the images are built from: of the files that reach a build. */
async function sourcesDigest(more: readonly string[]): Promise<string> {
  const log = join(PROJECT_ROOT, "cluster/burrow/log");
  return await filesDigest(
    [...SOURCES, ...more],
    (path) => path !== log && !path.endsWith("_test.ts"),
  );
}
