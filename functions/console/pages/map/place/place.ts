/**
 * Where things are on the map, in px.
 *
 * @module
 */
import type { BrokerNode, MapEdge, MapNode } from "../graph/map_graph.ts";

/** A rectangle. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A node with its place. */
export type PlacedNode = Box & { node: MapNode };

/** A broker with its place. */
export type PlacedBroker = Box & { broker: BrokerNode };

/** A label beside an arrow. */
export interface PlacedLabel {
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
  text: string;
}

/** An arrow: its path, where its head points, and what it says. */
export interface PlacedEdge {
  edge: Pick<MapEdge, "kind" | "rate">;
  d: string;
  head: { x: number; y: number; towards: "right" | "left" | "down" };
  label?: PlacedLabel;
}

/** A map that can be drawn. */
export interface PlacedMap {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  brokers: PlacedBroker[];
  /** Partitions that moved between brokers. */
  moves: PlacedEdge[];
  heads: { x: number; y: number; text: string }[];
}

/** How high nodes are. */
export const HEIGHTS: Record<MapNode["kind"], number> = {
  producer: 52,
  topic: 76,
  reader: 76,
  fold: 52,
};

/** How high a broker is. */
export const BROKER_HEIGHT = 88;
