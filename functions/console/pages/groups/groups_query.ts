/**
 * What the list of groups reads.
 *
 * @module
 */
import { type GroupRow, groupRows, isLeft, troubleOf } from "../../live/group_trouble.ts";
import { VERDICTS } from "../../sources/burrow.ts";
import { list, type Listed, type Orders } from "../../web/list.tsx";
import type { Console } from "../console.ts";

const ORDERS: Orders<GroupRow> = {
  // The worst comes first where nothing else is asked for.
  trouble: (row) => -troubleOf(row),
  group: ({ group }) => group,
  type: ({ protocolType }) => protocolType,
  state: ({ state }) => state,
  members: ({ members }) => members,
  lag: ({ totalLag }) => totalLag,
  behind: ({ pace }) => pace?.secondsBehind ?? -1,
  clear: ({ pace }) => pace?.secondsToClear ?? -1,
  verdict: ({ verdict }) => VERDICTS.indexOf(verdict ?? "NOTFOUND"),
};

/** Which groups are shown: those that are read as, those that were left, or all. */
export const SHOWN = ["read", "left", "all"] as const;

/** One of them. */
export type Shown = typeof SHOWN[number];

/** What the list shows. */
export interface GroupsState {
  listed: Listed<GroupRow>;
  shown: Shown;
  /** How many groups there are of each kind. */
  counts: Record<Shown, number>;
  /** The brokers that did not tell theirs. */
  silentBrokers: number[];
}

/** The groups that the query asks for. */
export async function readGroups(
  { cluster, sampler }: Console,
  query: URLSearchParams,
): Promise<GroupsState> {
  const { groups, silentBrokers } = await cluster.groups();
  const all = groupRows(groups, sampler.lagWatch, sampler.latest.verdicts?.value);
  const rows = { all, left: all.filter(isLeft), read: all.filter((row) => !isLeft(row)) };
  const asked = SHOWN.find((shown) => shown === query.get("show"));
  // Where all are left, or a name is looked for, none is hidden.
  const shown = asked ?? (rows.read.length === 0 || query.get("q") ? "all" : "read");
  const listed = list<GroupRow>(query, {
    rows: rows[shown],
    text: ({ group, protocolType, topics }) => [group, protocolType, ...topics].join(" "),
    orders: ORDERS,
    order: "trouble",
  });
  const counts = { read: rows.read.length, left: rows.left.length, all: all.length };
  return { listed, shown, counts, silentBrokers };
}
