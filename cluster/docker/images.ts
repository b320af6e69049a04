/**
 * The images that the lab's containers come from: those that are built here, what these are built
 * on, and those that are pulled.
 *
 * @module
 */
import { join } from "node:path";
import { PROJECT_ROOT } from "../environment.ts";
import type { Progress } from "../progress.ts";
import { docker, DockerError } from "./docker_command.ts";

const DOCKERFILES = ["cluster/kafka", "cluster/docker", "functions"];

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

/** The images that Compose builds. */
export async function builtImages(): Promise<string[]> {
  const text = await Deno.readTextFile(join(PROJECT_ROOT, "docker-compose.yml"));
  return [
    ...new Set([...text.matchAll(/^ +image: (instigator-\S+)$/gm)].map(([, image]) => image)),
  ];
}

/** Whether the engine has the image. */
export async function hasImage(image: string): Promise<boolean> {
  try {
    await docker(["image", "inspect", "--format", "{{.Id}}", image]);
    return true;
  } catch (error) {
    if (error instanceof DockerError) return false;
    throw error;
  }
}

/** Pulls an image that the engine does not have. Returns why it cannot be had, if so. */
export async function ensureImage(image: string, progress: Progress): Promise<string | undefined> {
  if (await hasImage(image)) return undefined;
  progress.line("Pulling", image);
  try {
    await docker(["pull", "--quiet", image]);
  } catch (error) {
    if (error instanceof DockerError) return error.message;
    throw error;
  }
}
