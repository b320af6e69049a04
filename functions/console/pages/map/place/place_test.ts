import { assert, assertEquals } from "@std/assert";
import type { MapEdge, MapGraph, MapNode } from "../graph/map_graph.ts";
import { placeNarrow } from "./narrow_map.ts";
import type { Box, PlacedMap } from "./place.ts";
import { placeWide } from "./wide_map.ts";

function topic(name: string): MapNode {
  return {
    ...{ kind: "topic", id: `topic:${name}`, name, href: "/", rate: 1, leaders: [1, 2] },
    ...{ underReplicated: 0, offline: 0 },
  };
}

function reader(name: string): MapNode {
  return {
    ...{ kind: "reader", id: `group:${name}`, name, href: "/", isFunction: true },
    ...{ state: "Stable", members: 1, lag: 0, level: "ok", history: [] },
  };
}

function producer(name: string): MapNode {
  return { kind: "producer", id: `producer:${name}`, name, note: "" };
}

function flow(from: string, to: string): MapEdge {
  return { from, to, kind: "flow", rate: 10 };
}

function graph(nodes: MapNode[], edges: MapEdge[], brokers = 3): MapGraph {
  return {
    nodes,
    edges,
    brokers: Array.from({ length: brokers }, (_, index) => ({
      ...{ id: index, name: `kafka${index}`, index: index + 1, isController: false },
      ...{ isUp: true, leads: 0, shown: [] },
    })),
    moves: [{ from: 0, to: 1, partitions: 2, at: 0 }],
    topics: { shown: 0, matching: 0 },
  };
}

/** A function that reads two topics, whose output leads to another one; more readers and producers. */
const FLOW = graph(
  [
    ...["orders", "payments", "invoices", "mails", "idle", "orders.f.dlq"].map(topic),
    ...["f", "mailer", ...Array.from({ length: 12 }, (_, n) => `group-${n}`)].map(reader),
    ...["a", "b", "c"].map(producer),
  ],
  [
    ...["a", "b", "c"].map((name) => flow(`producer:${name}`, "topic:orders")),
    flow("producer:c", "topic:payments"),
    flow("topic:orders", "group:f"),
    flow("topic:payments", "group:f"),
    flow("group:f", "topic:invoices"),
    { ...flow("group:f", "topic:orders.f.dlq"), kind: "letters" },
    flow("topic:invoices", "group:mailer"),
    flow("group:mailer", "topic:mails"),
    ...Array.from({ length: 12 }, (_, n) => flow("topic:mails", `group:group-${n}`)),
    ...Array.from({ length: 6 }, (_, n) => flow("topic:payments", `group:group-${n}`)),
  ],
);

/** Records that go in circles, and a function that feeds itself. */
const CIRCLE = graph(
  ["a", "b"].map(topic).concat(["f", "g", "h"].map(reader)),
  [
    ...[flow("topic:a", "group:f"), flow("group:f", "topic:b"), flow("topic:b", "group:g")],
    ...[flow("group:g", "topic:a"), flow("topic:a", "group:h"), flow("group:h", "topic:a")],
  ],
);

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
    b.y < a.y + a.height;
}

function assertLegible({ nodes, brokers, edges, width, height }: PlacedMap, of: MapGraph): void {
  assertEquals(nodes.length, of.nodes.length);
  assertEquals(edges.length, of.edges.length);
  const boxes: Box[] = [...nodes, ...brokers];
  for (const [index, a] of boxes.entries()) {
    assert(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height);
    for (const b of boxes.slice(index + 1)) {
      assert(!overlap(a, b), `${JSON.stringify(a)} overlaps ${JSON.stringify(b)}`);
    }
  }
  for (const { d } of edges) assert(!/NaN|undefined|Infinity/.test(d), d);
}

for (const [name, place] of Object.entries({ placeWide, placeNarrow })) {
  Deno.test(`${name}() lets nothing overlap`, () => {
    for (const map of [FLOW, CIRCLE, graph([], []), graph([topic("only")], [], 24)]) {
      assertLegible(place(map), map);
    }
  });
}

Deno.test("placeWide() draws from the left to the right, but for circles", () => {
  const { nodes } = placeWide(FLOW);
  const x = (id: string) => nodes.find(({ node }) => node.id === id)!.x;
  const path = ["producer:a", "topic:orders", "group:f", "topic:invoices", "group:mailer"].map(x);
  assertEquals(path, path.toSorted((a, b) => a - b));
  assertEquals(new Set(path).size, 5);
});
