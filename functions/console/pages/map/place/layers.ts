import type { MapGraph, MapNode } from "../graph/map_graph.ts";

/** The last column of topics, and that of readers: what comes after them goes back to these. */
const LAST = { topic: 5, reader: 4, fold: 5, producer: 4 };

/**
 * The column of each node, by id: who writes before the topic, who reads behind it, what they write
 * behind them. Where records go in a circle, one of its arrows leads back.
 */
export function layersOf({ nodes, edges }: Pick<MapGraph, "nodes" | "edges">): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sources = Map.groupBy(edges, ({ to }) => to);
  const targets = Map.groupBy(edges, ({ from }) => from);
  const layers = new Map<string, number>();
  const under = new Set<string>();

  function layerOf(node: MapNode): number {
    const known = layers.get(node.id);
    if (known !== undefined) return known;
    under.add(node.id);
    let layer = node.kind === "topic" ? 1 : node.kind === "producer" ? 0 : 1;
    for (const { from } of sources.get(node.id) ?? []) {
      const source = byId.get(from);
      if (source === undefined || source.kind === "producer" || under.has(from)) continue;
      layer = Math.max(layer, layerOf(source) + 1);
    }
    under.delete(node.id);
    layer = Math.min(layer, LAST[node.kind]);
    layers.set(node.id, layer);
    return layer;
  }

  for (const node of nodes) if (node.kind !== "producer") layerOf(node);
  for (const { id, kind } of nodes) {
    if (kind !== "producer") continue;
    const of = (targets.get(id) ?? []).map(({ to }) => layers.get(to) ?? 1);
    layers.set(id, Math.max(0, Math.min(...of, LAST.producer + 1) - 1));
  }
  return layers;
}
