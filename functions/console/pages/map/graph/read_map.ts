/**
 * Puts the map together from the lab as it was seen last.
 *
 * @module
 */
import { deadline } from "@std/async";
import type { ActiveProducers } from "../../../../../kafka/admin/active_producers.ts";
import { isControlTopic } from "../../../live/control_topics.ts";
import { groupRows, isLeft } from "../../../live/group_trouble.ts";
import type { Sample } from "../../../live/memory/sample.ts";
import { count, formatRate } from "../../../web/text/format.ts";
import { path } from "../../../web/html.ts";
import type { Console } from "../../console.ts";
import { chooseTopics } from "./choose_topics.ts";
import { brokerNodes } from "./map_brokers.ts";
import { mapFunctions, relatedTopics } from "./map_functions.ts";
import { brokerMoves, type FoldNode, type MapGraph, type TopicNode } from "./map_graph.ts";
import { mapReaders, readerLevel } from "./map_readers.ts";
import { functionEdges, otherLetters, producers } from "./map_writers.ts";

/** How long the map waits for what partitions remember of producers, in ms. */
const PATIENCE = 300;

/** The map as the filter wants it; `undefined` while Kafka does not answer. */
export async function readMap(
  { sampler, cluster }: Pick<Console, "sampler" | "cluster">,
  filter: string,
): Promise<MapGraph | undefined> {
  const sample = sampler.latest;
  const overview = sample.kafka?.value;
  if (overview === undefined) return undefined;
  const functions = mapFunctions(sample);
  const groups = new Set(functions.map(({ group }) => group));
  const rows = groupRows(
    sample.groups?.value?.groups ?? [],
    sampler.lagWatch,
    sample.verdicts?.value,
  ).filter((row) => !isLeft(row) || groups.has(row.group));
  const chosen = chooseTopics({
    topics: overview.topics,
    rates: sample.rates,
    read: new Set(rows.filter(({ members }) => members > 0).flatMap(({ topics }) => topics)),
    stuck: new Set(rows.filter((row) => readerLevel(row) === "bad").flatMap((row) => row.topics)),
    related: (topic) => relatedTopics(functions, topic),
  }, filter);

  const letters = new Map(sample.letterTopics?.value?.map(({ topic, open }) => [topic, open]));
  const topics = new Map(chosen.shown.map((topic): [string, TopicNode] => [topic.name, {
    ...{ kind: "topic", id: `topic:${topic.name}`, name: topic.name },
    href: path("topics", topic.name),
    rate: sample.rates.get(topic.name),
    ...{ leaders: topic.leaders, offline: topic.offline, letters: letters.get(topic.name) },
    underReplicated: topic.underReplicated,
  }]));
  const { history } = sampler;
  const read = mapReaders({ rows, topics, functions, rates: sample.readRates, history });
  const written = functionEdges(functions, read.readers, topics);
  const fallen = otherLetters([...topics.values()], [...read.edges, ...written]);
  const edges = [...read.edges, ...written, ...fallen];
  const active = await deadline(cluster.producers([...topics.keys()]), PATIENCE)
    .catch(() => new Map<string, ActiveProducers>());
  const writers = producers(functions, topics, edges, active);

  return {
    nodes: [
      ...writers.nodes,
      ...topics.values(),
      ...read.readers.values(),
      ...read.folds,
      ...restOf(chosen.matching - chosen.shown.length, sample, topics, filter),
    ],
    edges: [...writers.edges, ...edges],
    brokers: brokerNodes(sample, sampler.changes, chosen.shown),
    moves: brokerMoves(sampler.changes.moves.recent),
    topics: { shown: topics.size, matching: chosen.matching },
  };
}

/** The topics that there is no room for. */
function restOf(
  rest: number,
  { rates }: Sample,
  shown: ReadonlyMap<string, TopicNode>,
  filter: string,
): FoldNode[] {
  if (rest <= 0) return [];
  const others = [...rates].filter(([name]) => !shown.has(name) && !isControlTopic(name));
  const rate = others.reduce((sum, [, rate]) => sum + rate, 0);
  return [{
    ...{ kind: "fold", id: "fold", name: count(rest, "more topic") },
    note: filter === "" ? `${formatRate(rate)} records/s in them` : "match the filter",
    href: filter === "" ? "/topics" : `/topics?q=${encodeURIComponent(filter)}`,
  }];
}
