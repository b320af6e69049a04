/**
 * The map on a phone: a card a row, each below what leads to it, and arrows on rails at the left.
 *
 * @module
 */
import type { MapEdge, MapGraph, MapNode } from "../graph/map_graph.ts";
import { BROKER_HEIGHT, HEIGHTS, type PlacedEdge, type PlacedMap } from "./place.ts";

/** How wide the picture is. */
const WIDTH = 360;

const GAP = 10;
const HEAD = 30;

/** From rail to rail, and how many there are at most. */
const RAIL = 11;
const RAILS = 6;

/** How round the corners of rails are. */
const ROUND = 6;

/** How far from a card's middle arrows leave it, and come in. */
const OFF = 12;

interface Span {
  from: string;
  to: string;
  top: number;
  bottom: number;
}

/** Places a map. */
export function placeNarrow(graph: MapGraph): PlacedMap {
  const moves = graph.moves.map(({ from, to, partitions }): MapEdge => (
    { from: `broker:${from}`, to: `broker:${to}`, kind: "flow", rate: partitions }
  ));
  const ordered = orderOf(graph);
  const tops = new Map<string, { y: number; height: number }>();
  const heads: PlacedMap["heads"] = [];
  let y = 2;
  const linked = new Set(graph.edges.flatMap(({ from, to }) => [from, to]));
  for (const { id, kind } of ordered) {
    if (heads.length === 0 && linked.size > 0 && !linked.has(id)) {
      heads.push({ x: 0, y: y + HEAD - 12, text: "Nothing flows" });
      y += HEAD;
    }
    tops.set(id, { y, height: HEIGHTS[kind] });
    y += HEIGHTS[kind] + GAP;
  }
  heads.push({ x: 0, y: y + HEAD - 12, text: "Brokers, and what they lead" });
  y += HEAD;
  for (const { id } of graph.brokers) {
    tops.set(`broker:${id}`, { y, height: BROKER_HEIGHT });
    y += BROKER_HEIGHT + GAP;
  }
  const edges = graph.edges.filter(({ from, to }) => tops.has(from) && tops.has(to));
  const drawnMoves = moves.filter(({ from, to }) => tops.has(from) && tops.has(to));
  const rails = railsOf([...edges, ...drawnMoves], tops);
  const used = Math.max(0, ...rails.values()) + 1;
  const x = used * RAIL + 12;
  const boxOf = (id: string) => ({ x, width: WIDTH - x - 1, ...tops.get(id)! });
  const draw = (edge: MapEdge) =>
    drawRail(edge, tops, x, x - 12 - rails.get(railName(edge))! * RAIL);
  return {
    width: WIDTH,
    height: y,
    nodes: ordered.map((node) => ({ node, ...boxOf(node.id) })),
    edges: edges.map(draw),
    brokers: graph.brokers.map((broker) => ({ broker, ...boxOf(`broker:${broker.id}`) })),
    moves: drawnMoves.map(draw),
    heads,
  };
}

/** Each topic below who writes to it, above who reads it; what nothing happens to comes last. */
function orderOf({ nodes, edges }: MapGraph): MapNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sources = Map.groupBy(edges, ({ to }) => to);
  const targets = Map.groupBy(edges, ({ from }) => from);
  const ordered = new Set<MapNode>();
  const follow = (node: MapNode): void => {
    if (ordered.has(node)) return;
    for (const { from } of sources.get(node.id) ?? []) {
      const source = byId.get(from);
      if (source?.kind === "producer") ordered.add(source);
    }
    ordered.add(node);
    for (const { to } of targets.get(node.id) ?? []) {
      const target = byId.get(to);
      if (target !== undefined) follow(target);
    }
  };
  const isLinked = ({ id }: MapNode) => sources.has(id) || targets.has(id);
  const isRoot = ({ id }: MapNode) =>
    (sources.get(id) ?? []).every(({ from }) => byId.get(from)?.kind === "producer");
  const topics = nodes.filter(({ kind }) => kind === "topic");
  for (const node of topics.filter((topic) => isLinked(topic) && isRoot(topic))) follow(node);
  for (const node of topics.filter(isLinked)) follow(node);
  for (const node of nodes) ordered.add(node);
  return [...ordered];
}

/** Arrows that leave the same card share a rail; which one, by {@linkcode railName}. */
function railsOf(
  edges: readonly MapEdge[],
  tops: ReadonlyMap<string, { y: number; height: number }>,
): Map<string, number> {
  const spans = [...Map.groupBy(edges, railName)].map(([name, some]): Span & { name: string } => {
    const ys = some.flatMap(({ from, to }) => [tops.get(from)!.y, tops.get(to)!.y]);
    return { ...some[0], name, top: Math.min(...ys), bottom: Math.max(...ys) };
  }).sort((a, b) => (a.bottom - a.top) - (b.bottom - b.top));
  const taken: Span[][] = [];
  const rails = new Map<string, number>();
  for (const span of spans) {
    let rail = taken.findIndex((some) =>
      some.every(({ top, bottom }) => span.top > bottom || span.bottom < top)
    );
    if (rail < 0) rail = Math.min(taken.length, RAILS - 1);
    (taken[rail] ??= []).push(span);
    rails.set(span.name, rail);
  }
  return rails;
}

function railName({ from, kind }: Pick<MapEdge, "from" | "kind">): string {
  return `${kind} ${from}`;
}

function drawRail(
  edge: MapEdge,
  tops: ReadonlyMap<string, { y: number; height: number }>,
  left: number,
  rail: number,
): PlacedEdge {
  const [from, to] = [tops.get(edge.from)!, tops.get(edge.to)!];
  const off = edge.kind === "letters" ? OFF + 8 : OFF;
  const [start, end] = [from.y + from.height / 2 + off, to.y + to.height / 2 - off];
  const turn = end > start ? ROUND : -ROUND;
  return {
    edge,
    d: `M${left} ${start}H${rail + ROUND}Q${rail} ${start} ${rail} ${start + turn}` +
      `V${end - turn}Q${rail} ${end} ${rail + ROUND} ${end}H${left - 5}`,
    head: { x: left, y: end, towards: "right" },
  };
}
