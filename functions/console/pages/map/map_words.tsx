/**
 * The map in words: for who does not see it, and for who wants the figures.
 *
 * @module
 */
import { formatRate } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { brokerNote, lagNotes, readerNotes, topicNotes } from "./map_cards.tsx";
import type { MapGraph, MapNode, TopicNode } from "./graph/map_graph.ts";

/** All that the map shows, as lists. */
export function MapWords({ graph, now }: { graph: MapGraph; now: number }): Html {
  const { nodes, brokers, moves } = graph;
  const names = new Map(brokers.map(({ id, name }) => [id, name]));
  return (
    <>
      <h3>Topics</h3>
      <ul>
        {nodes.filter((node) => node.kind === "topic").map((topic) => (
          <li>
            <NodeLink node={topic} />: {topicNotes(topic).texts.join(", ")}. {ledBy(topic, names)}
            <Ends graph={graph} of={topic} />
          </li>
        ))}
        {nodes.filter((node) => node.kind === "fold").map((node) => (
          <li>
            <NodeLink node={node} />: {node.note}
          </li>
        ))}
      </ul>
      <h3>Groups and functions</h3>
      <ul>
        {nodes.filter((node) => node.kind === "reader").map((reader) => (
          <li>
            <NodeLink node={reader} />: {[...readerNotes(reader), ...lagNotes(reader)].join(", ")}.
            <Ends graph={graph} of={reader} />
          </li>
        ))}
      </ul>
      <h3>Brokers</h3>
      <ul>
        {brokers.map((broker) => (
          <li>
            {broker.name}: {brokerNote(broker, now)}
            {broker.isController && ", controller"}.
            {moves.filter(({ from }) => from === broker.id).map(({ to, partitions }) =>
              ` ${partitions} moved to ${names.get(to) ?? to} in the last minute.`
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function NodeLink({ node: { name, href } }: { node: MapNode }): Html {
  return href === undefined ? <>{name}</> : <a href={href}>{name}</a>;
}

function ledBy({ leaders }: TopicNode, names: ReadonlyMap<number, string>): string {
  const counts = [...Map.groupBy(leaders, (leader) => leader)].flatMap(([leader, some]) =>
    leader === undefined ? [] : [`${names.get(leader) ?? leader} (${some.length})`]
  );
  return counts.length === 0 ? "" : `Led by ${counts.sort().join(", ")}.`;
}

/** Where records come from, and where they go. */
function Ends({ graph: { nodes, edges }, of }: { graph: MapGraph; of: MapNode }): Html {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const words = (ends: typeof edges, side: "from" | "to") =>
    ends.map((edge) => {
      const { rate, kind } = edge;
      const how = kind === "letters" ? "dead letters" : undefined;
      const pace = rate === undefined ? undefined : `${formatRate(rate)}/s`;
      const more = [how, pace].filter(Boolean).join(", ");
      return byId.get(edge[side])!.name + (more && ` (${more})`);
    }).join("; ");
  const [sources, targets] = [
    words(edges.filter(({ to }) => to === of.id), "from"),
    words(edges.filter(({ from }) => from === of.id), "to"),
  ];
  return (
    <>
      {sources && ` From ${sources}.`}
      {targets && ` To ${targets}.`}
    </>
  );
}
