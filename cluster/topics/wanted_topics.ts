/**
 * The topics that the lab wants: those of cluster/topics.json, and those of each function that has a
 * topics.json beside its function.ts.
 *
 * @module
 */
import { join } from "node:path";
import { type LabEnvironment, PROJECT_ROOT } from "../environment.ts";
import { functionFolders } from "../own/function_folders.ts";
import { parseTopicSpecs, type TopicSpec } from "./topic_spec.ts";

/** The topics of one file. */
export interface TopicFile {
  path: string;
  topics: TopicSpec[];
}

/**
 * The topics that the lab wants.
 *
 * @throws {Error} that lists every fault of a file, or names the two that contradict each other.
 */
export async function wantedTopics(
  environment: Pick<LabEnvironment, "functionsDir">,
): Promise<TopicSpec[]> {
  return mergeTopics(await topicFiles(environment));
}

/** All files that say what topics there are to be; that of the lab itself is the first. */
export async function topicFiles(
  environment: Pick<LabEnvironment, "functionsDir">,
): Promise<TopicFile[]> {
  const folders = await functionFolders(environment);
  const paths = [
    join(PROJECT_ROOT, "cluster", "topics.json"),
    ...folders.map(({ path }) => join(path, "topics.json")),
  ];
  return (await Promise.all(paths.map(readTopics))).filter((file) => file !== undefined);
}

/**
 * The topics of all files, each once: several functions may name a topic, if they say the same of it.
 *
 * @throws {Error} that names the files that do not.
 */
export function mergeTopics(files: readonly TopicFile[]): TopicSpec[] {
  const merged = new Map<string, { topic: TopicSpec; path: string }>();
  for (const { path, topics } of files) {
    for (const topic of topics) {
      const other = merged.get(topic.name);
      const difference = other && differenceOf(other.topic, topic);
      if (difference) {
        throw new Error(
          `Cannot tell how the topic ${topic.name} should be: ${difference} ` +
            `(${other.path} and ${path}). Let both say the same, or take it out of one`,
        );
      }
      if (other === undefined) merged.set(topic.name, { topic, path });
    }
  }
  return [...merged.values()].map(({ topic }) => topic);
}

/** The first thing in which two topics of a name differ, in words. */
function differenceOf(a: TopicSpec, b: TopicSpec): string | undefined {
  const pairs = [
    ["partitions", a.partitions, b.partitions],
    ["replicationFactor", a.replicationFactor, b.replicationFactor],
    ...[...new Set([...Object.keys(a.config), ...Object.keys(b.config)])]
      .map((name) => [name, a.config[name] ?? "not set", b.config[name] ?? "not set"]),
  ];
  const [what, one, other] = pairs.find(([, one, other]) => one !== other) ?? [];
  return what === undefined ? undefined : `${what} is ${one} and ${other}`;
}

async function readTopics(path: string): Promise<TopicFile | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  return { path, topics: parseTopicSpecs(text, path) };
}
