/**
 * Whether this machine can run the lab on Docker, and why not.
 *
 * @module
 */
import type { Progress } from "../../progress.ts";
import { dockerAnswer } from "./docker_command.ts";
import { baseImages, builtImages, ensureImage, imageId } from "./images.ts";

/** How long Docker may take to answer, ms. */
const TIMEOUT = 5_000;

/** The oldest Compose that knows `!reset` and `!override`, which the lab's own tools need. */
const OLDEST_COMPOSE = "2.24";

/** The versions of Docker's engine and of Compose; absent where there is none, or none answers. */
export interface DockerVersions {
  engine?: string;
  compose?: string;
}

/** Asks for Docker's versions. */
export async function dockerVersions(): Promise<DockerVersions> {
  const [engine, compose] = await Promise.all([
    dockerAnswer(["version", "--format", "{{.Server.Version}}"], TIMEOUT),
    dockerAnswer(["compose", "version", "--short"], TIMEOUT),
  ]);
  return { engine: engine || undefined, compose: compose || undefined };
}

/** What keeps these versions from running the lab; `undefined` if nothing does. */
export function obstacle({ engine, compose }: DockerVersions): string | undefined {
  if (!engine) return "no Docker engine answers";
  if (!compose) return "Docker has no Compose v2";
  if (isOlder(compose, OLDEST_COMPOSE)) {
    return `Compose ${compose} is too old: it takes ${OLDEST_COMPOSE} or newer`;
  }
}

/**
 * What keeps the lab from running on a Docker of these versions, images included; `undefined` if
 * nothing does.
 */
export async function whyNotDocker(
  versions: DockerVersions,
  progress: Progress,
): Promise<string | undefined> {
  const unfit = obstacle(versions);
  if (unfit) return unfit;
  const built = await Promise.all((await builtImages()).map(imageId));
  if (built.every(Boolean)) return undefined;
  for (const image of await baseImages()) {
    const reason = await ensureImage(image, progress);
    if (reason) return `the image ${image} is not there and cannot be pulled: ${reason}`;
  }
}

function isOlder(version: string, than: string): boolean {
  return version.replace(/^v/, "").localeCompare(than, "en", { numeric: true }) < 0;
}
