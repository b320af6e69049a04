/**
 * The map on a wide window: records flow from the left to the right, column by column.
 *
 * @module
 */

import { layersOf } from "./layers.ts";
import type { MapEdge, MapGraph, MapNode } from "./map_graph.ts";
import {
  type Box,
  BROKER_HEIGHT,
  HEIGHTS,
  type PlacedBroker,
  type PlacedEdge,
  type PlacedMap,
  type PlacedNode,
} from "./place.ts";
import { count, formatShortRate } from "../../web/format.ts";

/** How wide the picture is. */
const WIDTH = 1240;

/** Between nodes, one below the other. */
const GAP = 16;

/** Between trees of nodes, one below the other. */
const TREE_GAP = 26;

/** Where the first nodes begin, below the heads of columns. */
const TOP = 34;

/** The room above brokers: their head, and the arrows of partitions that moved. */
const BROKER_ROOM = 78;

const BROKERS_IN_ROW = 6;

/** Arrows that come closer than this have no labels. */
const LABEL_ROOM = 15;

const HEADS = [
  ...["Producers", "Topics", "Groups and functions", "What they write"],
  ...["Groups and functions", "What they write"],
];

/** Places a map. */
export function placeWide(graph: MapGraph): PlacedMap {
  const layers = layersOf(graph);
  const linked = new Set(graph.edges.flatMap(({ from, to }) => [from, to]));
  const inFlow = graph.nodes.filter(({ id }) => linked.has(id));
  const quiet = graph.nodes.filter(({ id }) => !linked.has(id));
  const columns = Math.max(4, ...inFlow.map(({ id }) => layers.get(id)! + 1));
  const width = columns <= 4 ? 226 : columns === 5 ? 180 : 156;
  const step = (WIDTH - width) / (columns - 1);
  const boxes = placeTrees(inFlow, graph.edges, (id) => layers.get(id)! * step, width);
  let bottom = Math.max(TOP - GAP, ...[...boxes.values()].map(({ y, height }) => y + height));
  const nodes: PlacedNode[] = inFlow.map((node) => ({ node, ...boxes.get(node.id)! }));

  const heads = [...new Set(inFlow.map(({ id }) => layers.get(id)!))]
    .map((layer) => ({ x: layer * step, y: 14, text: HEADS[layer] }));
  if (quiet.length > 0) {
    if (inFlow.length > 0) {
      heads.push({ x: 0, y: bottom + 34, text: "Nothing flows" });
      bottom += 46;
    } else bottom = 0;
    nodes.push(...placeQuiet(quiet, bottom));
    bottom = Math.max(...nodes.map(({ y, height }) => y + height));
  }
  const brokers = placeBrokers(graph, bottom + BROKER_ROOM);
  heads.push({ x: 0, y: bottom + 34, text: "Brokers, and what they lead" });
  return {
    width: WIDTH,
    height: Math.max(bottom, ...brokers.map(({ y, height }) => y + height)) + 2,
    nodes,
    edges: placeEdges(graph.edges, boxes),
    brokers,
    moves: placeMoves(graph, brokers),
    heads,
  };
}

/** Each node is centered beside those that it leads to; no two of a column overlap. */
function placeTrees(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  xOf: (id: string) => number,
  width: number,
): Map<string, Box> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map<string, string>();
  const children = new Map<string, MapNode[]>();
  for (const { from, to } of edges) {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (source === undefined || target === undefined || source.kind === "producer") continue;
    if (parents.has(to) || xOf(to) <= xOf(from)) continue;
    parents.set(to, from);
    children.set(from, [...children.get(from) ?? [], target]);
  }

  // What is read beside a later topic as well stands nearer to that.
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const sources = Map.groupBy(edges, ({ to }) => to);
  const reach = ({ id }: MapNode) =>
    Math.max(...sources.get(id)!.map(({ from }) => order.get(from) ?? 0));
  for (const some of children.values()) some.sort((a, b) => reach(a) - reach(b));

  const heights = new Map<string, number>();
  function heightOf(node: MapNode): number {
    const below = children.get(node.id) ?? [];
    const sum = below.reduce((sum, child) => sum + heightOf(child) + GAP, -GAP);
    const height = Math.max(HEIGHTS[node.kind], sum);
    heights.set(node.id, height);
    return height;
  }

  const boxes = new Map<string, Box>();
  function place(node: MapNode, top: number): void {
    const own = HEIGHTS[node.kind];
    const block = heights.get(node.id)!;
    boxes.set(node.id, { x: xOf(node.id), y: top + (block - own) / 2, width, height: own });
    const below = children.get(node.id) ?? [];
    const sum = below.reduce((sum, child) => sum + heights.get(child.id)! + GAP, -GAP);
    let y = top + (block - sum) / 2;
    for (const child of below) {
      place(child, y);
      y += heights.get(child.id)! + GAP;
    }
  }

  let top = TOP;
  for (const node of nodes) {
    if (node.kind === "producer" || parents.has(node.id)) continue;
    const height = heightOf(node);
    place(node, top);
    top += height + TREE_GAP;
  }
  for (const node of nodes) {
    if (node.kind === "producer") boxes.set(node.id, placeProducer(node, edges, boxes, xOf, width));
  }
  return boxes;
}

/** A producer stands beside its topics, or as near as there is room. */
function placeProducer(
  { id, kind }: MapNode,
  edges: readonly MapEdge[],
  boxes: ReadonlyMap<string, Box>,
  xOf: (id: string) => number,
  width: number,
): Box {
  const targets = edges.filter(({ from }) => from === id).flatMap(({ to }) => boxes.get(to) ?? []);
  const height = HEIGHTS[kind];
  const x = xOf(id);
  const middle = targets.reduce((sum, { y, height }) => sum + y + height / 2, 0) /
    Math.max(1, targets.length);
  const column = [...boxes.values()].filter((box) => box.x === x);
  const isFree = (y: number) =>
    y >= TOP && column.every((box) => y + height + GAP <= box.y || y >= box.y + box.height + GAP);
  const wanted = middle - height / 2;
  for (let off = 0;; off += 4) {
    if (isFree(wanted + off)) return { x, y: wanted + off, width, height };
    if (isFree(wanted - off)) return { x, y: wanted - off, width, height };
  }
}

/** What nothing leads to, and that leads to nothing: in rows. */
function placeQuiet(nodes: readonly MapNode[], top: number): PlacedNode[] {
  const inRow = 5;
  const width = (WIDTH - GAP * (inRow - 1)) / inRow;
  const height = HEIGHTS.topic;
  return nodes.map((node, index) => ({
    node,
    x: (index % inRow) * (width + GAP),
    y: top + Math.floor(index / inRow) * (height + GAP),
    width,
    height,
  }));
}

/** Arrows leave a node at its right, and come in at its left, in the order of their other ends. */
function placeEdges(edges: readonly MapEdge[], boxes: ReadonlyMap<string, Box>): PlacedEdge[] {
  const drawn = edges.filter(({ from, to }) => boxes.has(from) && boxes.has(to));
  const ports = (side: "from" | "to") => {
    const other = side === "from" ? "to" : "from";
    const places = new Map<MapEdge, { y: number; room: number }>();
    for (const [id, some] of Map.groupBy(drawn, (edge) => edge[side])) {
      const { y, height } = boxes.get(id)!;
      const room = some.length === 1 ? Infinity : Math.min(20, (height - 16) / (some.length - 1));
      some.toSorted((a, b) => boxes.get(a[other])!.y - boxes.get(b[other])!.y)
        .forEach((edge, index) => {
          const off = some.length === 1 ? 0 : (index - (some.length - 1) / 2) * room;
          places.set(edge, { y: y + height / 2 + off, room });
        });
    }
    return places;
  };
  const [starts, ends] = [ports("from"), ports("to")];
  return drawn.map((edge): PlacedEdge => {
    const [from, to] = [boxes.get(edge.from)!, boxes.get(edge.to)!];
    const [start, end] = [starts.get(edge)!, ends.get(edge)!];
    const [x1, x2] = [from.x + from.width, to.x];
    const bend = x2 > x1 ? Math.min(90, (x2 - x1) / 2) : 70;
    const isAtReader = edge.from.startsWith("topic:");
    const { room } = isAtReader ? end : start;
    const text = edge.rate ? formatShortRate(edge.rate) : "";
    return {
      edge,
      d: `M${x1} ${start.y}C${x1 + bend} ${start.y} ${x2 - bend} ${end.y} ${x2 - 6} ${end.y}`,
      head: { x: x2, y: end.y, towards: "right" },
      label: text === "" || room < LABEL_ROOM
        ? undefined
        : isAtReader
        ? { x: x2 - 12, y: end.y - 6, anchor: "end", text }
        : { x: x1 + 8, y: start.y - 6, anchor: "start", text },
    };
  });
}

function placeBrokers({ brokers }: MapGraph, top: number): PlacedBroker[] {
  const inRow = Math.min(BROKERS_IN_ROW, Math.max(3, brokers.length));
  const width = (WIDTH - GAP * (inRow - 1)) / inRow;
  return brokers.map((broker, index) => ({
    broker,
    x: (index % inRow) * (width + GAP),
    y: top + Math.floor(index / inRow) * (BROKER_HEIGHT + GAP),
    width,
    height: BROKER_HEIGHT,
  }));
}

/** Arrows over the brokers; those that lead back are lower. */
function placeMoves({ moves }: MapGraph, brokers: readonly PlacedBroker[]): PlacedEdge[] {
  const byId = new Map(brokers.map((placed) => [placed.broker.id, placed]));
  return moves.flatMap(({ from, to, partitions }): PlacedEdge[] => {
    const [a, b] = [byId.get(from), byId.get(to)];
    if (a === undefined || b === undefined) return [];
    const isForth = a.x < b.x || a.y < b.y;
    const [x1, x2] = [a, b].map(({ x, width }, end) =>
      x + width / 2 + (isForth === (end === 0) ? 34 : -34)
    );
    const rise = isForth ? 40 : 22;
    return [{
      edge: { kind: "flow", rate: partitions },
      d: `M${x1} ${a.y}C${x1} ${a.y - rise} ${x2} ${b.y - rise} ${x2} ${b.y - 6}`,
      head: { x: x2, y: b.y, towards: "down" },
      label: {
        x: (x1 + x2) / 2,
        y: Math.min(a.y, b.y) - rise * 0.75 - 5,
        anchor: "middle",
        text: count(partitions, "partition"),
      },
    }];
  });
}
