/**
 * What a topics.json may hold.
 *
 * @module
 */
import { isTopicName } from "../../kafka/names.ts";
import { z } from "zod";

const topicSpec = z.strictObject({
  name: z.string().refine(isTopicName, "has letters, digits, dots, _ and - only"),
  partitions: z.int().min(1),
  replicationFactor: z.int().min(1).max(32767),
  config: z.record(z.string(), z.string()).default({}),
}).refine(
  ({ replicationFactor, config }) =>
    Number(config["min.insync.replicas"] ?? 1) <= replicationFactor,
  {
    path: ["config", "min.insync.replicas"],
    error: "is above replicationFactor: no write succeeds",
  },
);

const topicSpecs = z.strictObject({ topics: z.array(topicSpec) }).refine(
  ({ topics }) => new Set(topics.map(({ name }) => name)).size === topics.length,
  { path: ["topics"], error: "name a topic twice" },
);

/** A topic as it should be. `config` holds the settings that differ from the cluster's. */
export type TopicSpec = z.infer<typeof topicSpec>;

/**
 * The topics of a `topics.json` text.
 *
 * @param file what to call it.
 * @throws {Error} that lists every fault.
 */
export function parseTopicSpecs(text: string, file = "topics.json"): TopicSpec[] {
  const parsed = topicSpecs.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data.topics;
  const faults = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new Error(`Cannot use ${file}:\n${faults.join("\n")}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot use ${file}: ${(error as Error).message}`);
  }
}
