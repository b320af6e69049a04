/**
 * The map on a wide window: records flow from the left to the right, column by column.
 *
 * @module
 */
import { count } from "../../../web/text/format.ts";
import type { MapGraph, MapNode } from "../graph/map_graph.ts";
import { placeEdges } from "./arrows.ts";
import { layersOf } from "./layers.ts";
import {
  BROKER_HEIGHT,
  HEIGHTS,
  type PlacedBroker,
  type PlacedEdge,
  type PlacedMap,
  type PlacedNode,
} from "./place.ts";
import { GAP, placeTrees, TOP } from "./trees.ts";

/** How wide the picture is. */
const WIDTH = 1240;

/** The room above brokers: their head, and the arrows of partitions that moved. */
const BROKER_ROOM = 78;

const BROKERS_IN_ROW = 6;

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
