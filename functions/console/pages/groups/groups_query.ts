/**
 * What the list of groups reads.
 *
 * @module
 */
import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import { type Verdict, VERDICTS } from "../../sources/burrow.ts";
import { list, type Listed, type Orders } from "../../web/list.tsx";
import type { Console } from "../console.ts";

/** A group of the list. */
export interface GroupRow extends GroupSummary {
  verdict?: Verdict;
}

const ORDERS: Orders<GroupRow> = {
  group: ({ group }) => group,
  type: ({ protocolType }) => protocolType,
  state: ({ state }) => state,
  members: ({ members }) => members,
  lag: ({ totalLag }) => totalLag,
  verdict: ({ verdict }) => VERDICTS.indexOf(verdict ?? "NOTFOUND"),
};

/** The groups that the query asks for, and the brokers that did not tell theirs. */
export async function readGroups(
  { cluster, sampler }: Console,
  query: URLSearchParams,
): Promise<{ listed: Listed<GroupRow>; silentBrokers: number[] }> {
  const { groups, silentBrokers } = await cluster.groups();
  const verdicts = sampler.latest.verdicts?.value;
  const listed = list<GroupRow>(query, {
    rows: groups.map((group) => ({ ...group, verdict: verdicts?.get(group.group) })),
    text: ({ group, protocolType, topics }) => [group, protocolType, ...topics].join(" "),
    orders: ORDERS,
    order: "group",
  });
  return { listed, silentBrokers };
}
