/**
 * Who reads the topics of the map.
 *
 * @module
 */
import { isStuck } from "../../../components/lag_pace.tsx";
import { type GroupRow, troubleOf } from "../../../live/group_trouble.ts";
import type { Timeline } from "../../../live/timeline.ts";
import { readRate } from "../../../live/rates/read_rates.ts";
import { groupSeries } from "../../../live/memory/series.ts";
import { count } from "../../../web/text/format.ts";
import { path } from "../../../web/html.ts";
import { nameText } from "../../../web/text/unseen.ts";
import type { MapFunction } from "./map_functions.ts";
import type { FoldNode, MapEdge, MapLevel, ReaderNode, TopicNode } from "./map_graph.ts";

/** How many readers of a topic are shown, and how many in all. */
const OF_TOPIC = 5;
const MOST = 24;

/** Behind for longer than this, in s, a group is not well. */
const LATE = 15;

/** How many points of a group's lag are drawn. */
const POINTS = 150;

/** Those that are shown, by group; those that are folded away; and what each reads. */
export interface MapReaders {
  readers: Map<string, ReaderNode>;
  folds: FoldNode[];
  edges: MapEdge[];
}

/** The readers of topics: functions of the lab before others, then those in trouble. */
export function mapReaders(
  { rows, topics, functions, rates, history }: {
    rows: readonly GroupRow[];
    topics: ReadonlyMap<string, TopicNode>;
    functions: readonly MapFunction[];
    rates: ReadonlyMap<string, number>;
    history: Timeline;
  },
): MapReaders {
  const byGroup = new Map(functions.map((one) => [one.group, one]));
  const ranked = rows.toSorted((a, b) =>
    Number(byGroup.has(b.group)) - Number(byGroup.has(a.group)) || troubleOf(b) - troubleOf(a) ||
    (a.group < b.group ? -1 : 1)
  );
  const shown = new Map<string, GroupRow>();
  const taken = new Map<string, number>();
  const folded = new Map<string, number>();
  for (const row of ranked) {
    const of = row.topics.filter((topic) => topics.has(topic));
    if (of.length === 0) continue;
    const hasRoom = shown.size < MOST && of.some((topic) => (taken.get(topic) ?? 0) < OF_TOPIC);
    if (hasRoom) shown.set(row.group, row);
    const counted = hasRoom ? taken : folded;
    for (const topic of hasRoom ? of : of.slice(0, 1)) {
      counted.set(topic, (counted.get(topic) ?? 0) + 1);
    }
  }
  const lags = history.read([...shown.keys()].map(groupSeries)).series;
  const readers = new Map(
    [...shown].sort(([a], [b]) => a < b ? -1 : 1).map(([group, row]) => [
      group,
      readerOf(row, byGroup.get(group), lags[groupSeries(group)].slice(-POINTS)),
    ]),
  );
  const folds = [...folded].map(([topic, groups]): FoldNode => ({
    ...{ kind: "fold", id: `fold:${topic}`, href: path("topics", topic) },
    ...{ name: `${count(groups, "more group")}`, note: "on the topic's page" },
  }));
  return {
    readers,
    folds,
    edges: [
      ...[...shown].flatMap(([group, row]) =>
        row.topics.filter((topic) => topics.has(topic)).map((topic): MapEdge => ({
          ...{ from: topics.get(topic)!.id, to: readers.get(group)!.id, kind: "flow" },
          rate: rates.get(readRate(group, topic)),
        }))
      ),
      ...[...folded.keys()].map((topic): MapEdge => (
        { from: topics.get(topic)!.id, to: `fold:${topic}`, kind: "flow" }
      )),
    ],
  };
}

function readerOf(
  row: GroupRow,
  of: MapFunction | undefined,
  history: readonly (number | null)[],
): ReaderNode {
  const { group, state, members, totalLag: lag, pace } = row;
  return {
    ...{ kind: "reader", id: `group:${group}`, name: nameText(of?.name ?? group) },
    href: of?.href ?? path("groups", group),
    isFunction: of !== undefined,
    ...{ state, members, lag, pace, level: readerLevel(row), history },
  };
}

/** How well a group is: bad where its lag does not fall, or nobody is there to read what comes. */
export function readerLevel({ pace, totalLag, verdict }: GroupRow): MapLevel {
  if (totalLag === 0) return "ok";
  if (isStuck(pace)) return "bad";
  const isLate = (pace?.secondsBehind ?? 0) > LATE;
  return isLate || verdict === "STOP" || verdict === "STALL" || verdict === "ERR" ? "warn" : "ok";
}
