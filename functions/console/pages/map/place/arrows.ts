import { formatShortRate } from "../../../web/text/format.ts";
import type { MapEdge } from "../graph/map_graph.ts";
import type { Box, PlacedEdge } from "./place.ts";

/** Arrows that come closer than this have no labels. */
const LABEL_ROOM = 15;

/** Arrows leave a node at its right, and come in at its left, in the order of their other ends. */
export function placeEdges(
  edges: readonly MapEdge[],
  boxes: ReadonlyMap<string, Box>,
): PlacedEdge[] {
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
