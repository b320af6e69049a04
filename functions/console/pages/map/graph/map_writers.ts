/**
 * Who writes to the topics of the map: functions because of what they read, functions and other
 * clients by themselves; and how dead letters fall.
 *
 * @module
 */
import type { ActiveProducers } from "../../../../../kafka/admin/active_producers.ts";
import { isLetterTopicName } from "../../../../../kafka/letters/letter_topics.ts";
import { count } from "../../../web/text/format.ts";
import type { MapFunction } from "./map_functions.ts";
import type { MapEdge, ProducerNode, ReaderNode, TopicNode } from "./map_graph.ts";

/** A topic that gets more than functions write, by this share and so many records/s, has other writers. */
const SHARE = 0.25;
const LEAST = 1;

/** What functions write because of what they read. Letters that nobody is known to write are left out. */
export function functionEdges(
  functions: readonly MapFunction[],
  readers: ReadonlyMap<string, ReaderNode>,
  topics: ReadonlyMap<string, TopicNode>,
): MapEdge[] {
  return functions.flatMap(({ group, output, outputRate, letters }): MapEdge[] => {
    const reader = group === undefined ? undefined : readers.get(group);
    if (reader === undefined) return [];
    const to = output === undefined ? undefined : topics.get(output);
    return [
      ...(to ? [{ from: reader.id, to: to.id, kind: "flow" as const, rate: outputRate }] : []),
      ...letters.flatMap((name): MapEdge[] => {
        const topic = topics.get(name);
        return topic ? [{ from: reader.id, to: topic.id, kind: "letters", rate: topic.rate }] : [];
      }),
    ];
  });
}

/**
 * Dead letters of other clients: from the only reader of the topic whose name begins theirs, or from
 * that topic.
 */
export function otherLetters(
  topics: readonly TopicNode[],
  edges: readonly MapEdge[],
): MapEdge[] {
  const reached = new Set(edges.map(({ to }) => to));
  return topics.flatMap((letters): MapEdge[] => {
    if (reached.has(letters.id) || !isLetterTopicName(letters.name)) return [];
    const [source] = topics
      .filter(({ name }) =>
        letters.name !== name && /^[._-]/.test(letters.name.slice(name.length)) &&
        letters.name.startsWith(name)
      )
      .sort((a, b) => b.name.length - a.name.length);
    if (source === undefined) return [];
    const readers = edges.filter(({ from }) => from === source.id);
    const from = readers.length === 1 ? readers[0].to : source.id;
    return [{ from, to: letters.id, kind: "letters", rate: letters.rate }];
  });
}

/** Who writes to topics by themselves, and what. */
export function producers(
  functions: readonly MapFunction[],
  topics: ReadonlyMap<string, TopicNode>,
  written: readonly MapEdge[],
  active: ReadonlyMap<string, ActiveProducers>,
): { nodes: ProducerNode[]; edges: MapEdge[] } {
  const nodes = new Map<string, ProducerNode>();
  const edges: MapEdge[] = [];
  for (const { name, href, group, output, outputRate } of functions) {
    const topic = output === undefined ? undefined : topics.get(output);
    if (group !== undefined || topic === undefined) continue;
    const id = `producer:${name}`;
    nodes.set(id, { kind: "producer", id, name, href, note: "function" });
    edges.push({ from: id, to: topic.id, kind: "flow", rate: outputRate });
  }
  const byProducerId = new Map<number, ProducerNode>();
  for (const { id: to, name: topic, rate = 0 } of topics.values()) {
    const known = [...written, ...edges].filter((edge) => edge.to === to);
    const others = rate - known.reduce((sum, edge) => sum + (edge.rate ?? 0), 0);
    const isLetters = known.some(({ kind }) => kind === "letters");
    if (isLetters || others <= (known.length > 0 ? Math.max(LEAST, rate * SHARE) : 0)) continue;
    const of = active.get(topic);
    const shared = of?.ids.map((id) => byProducerId.get(id)).find((node) => node !== undefined);
    const node = shared ?? clients(topic, of);
    nodes.set(node.id, node);
    for (const id of of?.ids ?? []) byProducerId.set(id, node);
    edges.push({ from: node.id, to, kind: "flow", rate: others });
  }
  return { nodes: [...nodes.values()], edges };
}

function clients(topic: string, active: ActiveProducers | undefined): ProducerNode {
  const ids = active?.ids.length ?? 0;
  const note = active === undefined
    ? "who they are is not told"
    : ids === 0
    ? "not idempotent"
    : count(ids, "producer id") + (active.inTransaction > 0 ? ", in a transaction" : "");
  return { kind: "producer", id: `clients:${topic}`, name: "clients", note };
}
