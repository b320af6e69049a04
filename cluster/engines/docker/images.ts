/**
 * The images that the lab's containers come from: those that are built here, what these are built
 * on, and those that are pulled.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { PROJECT_ROOT } from "../../environment.ts";
import type { Progress } from "../../progress.ts";
import { docker, DockerError } from "./docker_command.ts";
import { COMPOSE_FILE } from "./stack.ts";

const DOCKERFILES = [
  "cluster/kafka",
  "cluster/registry",
  "cluster/engines/docker/services",
  "functions",
];

/** The images that the Dockerfiles are built on. */
export async function baseImages(): Promise<string[]> {
  const texts = await Promise.all(
    DOCKERFILES.map((folder) => Deno.readTextFile(join(PROJECT_ROOT, folder, "Dockerfile"))),
  );
  return [...new Set(texts.flatMap(parseBaseImages))];
}

/** The images in a Dockerfile's `FROM` lines, without those that name an earlier stage. */
export function parseBaseImages(dockerfile: string): string[] {
  const lines = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)];
  const stages = lines.map(([, , stage]) => stage);
  return lines.map(([, image]) => image).filter((image) => !stages.includes(image));
}

/** The images that Compose builds, by these files of it. */
export async function builtImages(files: readonly string[] = [COMPOSE_FILE]): Promise<string[]> {
  const texts = await Promise.all(
    files.map((file) => Deno.readTextFile(resolve(PROJECT_ROOT, file))),
  );
  const lines = texts.flatMap((text) => [...text.matchAll(/^ +image: (instigator-\S+)$/gm)]);
  return [...new Set(lines.map(([, image]) => image))];
}

/** The image's id; `undefined` where the engine has no such image. */
export async function imageId(image: string): Promise<string | undefined> {
  try {
    return await docker(["image", "inspect", "--format", "{{.Id}}", image]);
  } catch (error) {
    if (error instanceof DockerError) return undefined;
    throw error;
  }
}

/** Pulls an image that the engine does not have. Returns why it cannot be had, if so. */
export async function ensureImage(image: string, progress: Progress): Promise<string | undefined> {
  if (await imageId(image)) return undefined;
  progress.line("Pulling", image);
  try {
    await docker(["pull", "--quiet", image]);
  } catch (error) {
    if (error instanceof DockerError) {
      return error.message.replace("Error response from daemon: ", "");
    }
    throw error;
  }
}
