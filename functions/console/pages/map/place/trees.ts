/**
 * Where the nodes of a wide map stand: trees of what leads where, one below the other.
 *
 * @module
 */
import type { MapEdge, MapNode } from "../graph/map_graph.ts";
import { type Box, HEIGHTS } from "./place.ts";

/** Between nodes, one below the other. */
export const GAP = 16;

/** Between trees of nodes, one below the other. */
const TREE_GAP = 26;

/** Where the first nodes begin, below the heads of columns. */
export const TOP = 34;

/** Each node is centered beside those that it leads to; no two of a column overlap. */
export function placeTrees(
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
