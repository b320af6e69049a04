/**
 * Finds a topic that a user named.
 *
 * @module
 */
import { bestView, brokerStates, whyUnreachable } from "../../cluster/nodes/readiness.ts";
import type { Topology } from "../../cluster/topology.ts";
import type { ClusterView, TopicView } from "../../kafka/admin/cluster_view.ts";
import { nearest } from "./invocation/nearest.ts";

/**
 * The topic of this name.
 *
 * @throws {Error} when no broker answers, or there is no such topic; then it names the nearest.
 */
export async function lookUpTopic(lab: Topology, name: string): Promise<TopicView> {
  const brokers = await brokerStates(lab);
  const metadata = bestView(lab, brokers);
  if (!metadata) throw new Error(whyUnreachable(lab, brokers));
  return findTopic(metadata, name);
}

/** The topic of this name. @throws {Error} as {@linkcode lookUpTopic} does. */
export function findTopic({ topics }: Pick<ClusterView, "topics">, name: string): TopicView {
  const found = topics.find((topic) => topic.name === name);
  if (found) return found;
  const others = topics.filter(({ internal }) => !internal).map((topic) => topic.name);
  const hint = others.length > 0
    ? nearest(name, others) || "; `deno task topics` lists them all"
    : "; make the lab's topics with `deno task populate`";
  throw new Error(`Cannot find the topic ${name}${hint}`);
}
