/**
 * Finds a topic that a user named.
 *
 * @module
 */
import { closest } from "fastest-levenshtein";
import { bestView, brokerStates } from "../lifecycle/readiness.ts";
import type { Topology } from "../topology.ts";
import type { ClusterMetadata, TopicMetadata } from "./metadata.ts";

/**
 * The topic of this name.
 *
 * @throws {Error} when no broker answers, or there is no such topic; then it names the nearest.
 */
export async function lookUpTopic(lab: Topology, name: string): Promise<TopicMetadata> {
  const metadata = bestView(lab, await brokerStates(lab));
  if (!metadata) throw new Error("Cannot reach a broker: start the lab with `deno task up`");
  return findTopic(metadata, name);
}

/** The topic of this name. @throws {Error} as {@linkcode lookUpTopic} does. */
export function findTopic({ topics }: ClusterMetadata, name: string): TopicMetadata {
  const found = topics.find((topic) => topic.name === name);
  if (found) return found;
  const others = topics.filter(({ internal }) => !internal).map((topic) => topic.name);
  const hint = others.length > 0
    ? `did you mean ${closest(name, others)}?`
    : "make the lab's topics with `deno task populate`";
  throw new Error(`Cannot find the topic ${name}: ${hint}`);
}
