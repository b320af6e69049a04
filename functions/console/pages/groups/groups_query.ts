/**
 * What the list of groups reads.
 *
 * @module
 */
import type { GroupSummary } from "../../../../kafka/admin/groups/groups.ts";
import { type Verdict, VERDICTS } from "../../sources/burrow.ts";
import { list, type Listed, type Orders } from "../../web/list.tsx";
import type { Console } from "../console.ts";

/** A group of the list. */
export interface GroupRow extends GroupSummary {
  verdict?: Verdict;
}

const ORDERS: Orders<GroupRow> = {
  group: ({ group }) => group,
  state: ({ state }) => state,
  members: ({ members }) => members,
  lag: ({ totalLag }) => totalLag,
  verdict: ({ verdict }) => VERDICTS.indexOf(verdict ?? "NOTFOUND"),
};

/** The groups that the query asks for. */
export async function readGroups(
  { cluster, sampler }: Console,
  query: URLSearchParams,
): Promise<Listed<GroupRow>> {
  const groups = await cluster.groups();
  const verdicts = sampler.latest.verdicts?.value;
  return list<GroupRow>(query, {
    rows: groups.map((group) => ({ ...group, verdict: verdicts?.get(group.group) })),
    text: ({ group, topics }) => [group, ...topics].join(" "),
    orders: ORDERS,
    order: "group",
  });
}
