import type { Html } from "../../web/html.ts";
import { BrokerCard, NodeCard } from "./map_cards.tsx";
import type { BrokerNode } from "./graph/map_graph.ts";
import type { PlacedEdge, PlacedMap } from "./place/place.ts";

const HEADS = {
  right: (x: number, y: number) => `M${x - 8} ${y - 5}L${x} ${y}L${x - 8} ${y + 5}Z`,
  left: (x: number, y: number) => `M${x + 8} ${y - 5}L${x} ${y}L${x + 8} ${y + 5}Z`,
  down: (x: number, y: number) => `M${x - 5} ${y - 8}L${x} ${y}L${x + 5} ${y - 8}Z`,
};

/** How fast records are seen to move, of four paces: a step for each power of ten. */
function paceOf(rate: number): number {
  return Math.min(4, Math.max(1, Math.floor(Math.log10(Math.max(1, rate))) + 1));
}

interface PictureProps {
  map: PlacedMap;
  kind: "wide" | "narrow";
  brokers: readonly BrokerNode[];
  now: number;
}

/** A map that has been placed. */
export function MapPicture({ map, kind, brokers, now }: PictureProps): Html {
  const { width, height } = map;
  return (
    <svg
      class={`map-${kind}`}
      role="group"
      aria-label="Map of the lab"
      viewBox={`0 0 ${width} ${height}`}
    >
      {map.heads.map(({ x, y, text }) => <text class="map-head" x={x} y={y}>{text}</text>)}
      {map.edges.map((edge) => <Arrow {...edge} />)}
      {map.moves.map((edge) => <Arrow {...edge} isMove />)}
      {map.nodes.map((placed) => <NodeCard {...placed} brokers={brokers} />)}
      {map.brokers.map((placed) => <BrokerCard {...placed} now={now} />)}
      {[...map.edges, ...map.moves].map(({ label, edge: { kind } }) =>
        label && (
          <text class={`map-rate ${kind}`} x={label.x} y={label.y} text-anchor={label.anchor}>
            {label.text}
          </text>
        )
      )}
    </svg>
  );
}

function Arrow(
  { edge: { kind, rate = 0 }, d, head, isMove }: PlacedEdge & { isMove?: boolean },
): Html {
  const flows = isMove || rate > 0;
  return (
    <g class={`arrow ${isMove ? "move" : kind}${flows ? "" : " still"}`} aria-hidden="true">
      <path class={`line w${flows && !isMove ? paceOf(rate) : 1}`} d={d} />
      {flows && <path class={`drops v${isMove ? 2 : paceOf(rate)}`} d={d} />}
      <path class="tip" d={HEADS[head.towards](head.x, head.y)} />
    </g>
  );
}
