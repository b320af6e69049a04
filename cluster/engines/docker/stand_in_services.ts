/**
 * Burrow and Kafka Manager come as images of others. Where one can be neither found nor pulled,
 * as on closed networks, the lab's own tool takes its place, on the same port.
 *
 * @module
 */
import type { Progress } from "../../progress.ts";
import { ensureImage } from "./images.ts";
import { compose, COMPOSE_FILE, type Stack } from "./stack.ts";

/** What stands in for a service whose image cannot be had. */
const OWN_TOOLS = [
  {
    service: "burrow",
    file: "cluster/burrow/own.yml",
    tool: "the lab's own lag monitor",
  },
  {
    service: "kafka-manager",
    file: "cluster/kafka-manager/own.yml",
    tool: "the lab's own console",
  },
];

/** The Compose files for what can be had here. Says so where an own tool takes a place. */
export async function composeFiles(stack: Stack, progress: Progress): Promise<string[]> {
  const images = await serviceImages(stack);
  const files = await Promise.all(OWN_TOOLS.map(async ({ service, file, tool }) => {
    const reason = await ensureImage(images[service], progress);
    if (reason === undefined) return [];
    progress.line(
      "Replacing",
      `${service} by ${tool}: ${images[service]} cannot be pulled (${reason})`,
    );
    return [file];
  }));
  return [COMPOSE_FILE, ...files.flat()];
}

/** Each service's image, with the user's variables and `.env` applied. */
async function serviceImages(stack: Stack): Promise<Record<string, string>> {
  const { services } = JSON.parse(await compose(stack, ["config", "--format", "json"]));
  return Object.fromEntries(OWN_TOOLS.map(({ service }) => [service, services[service].image]));
}
