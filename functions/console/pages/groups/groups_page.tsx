/**
 * The list of consumer groups.
 *
 * @module
 */
import type { GroupSummary } from "../../../../kafka/admin/groups.ts";
import { formatCount } from "../../web/format.ts";
import { path } from "../../web/html.ts";
import { Filter, list, Pager } from "../../web/list.tsx";
import { Badge, GroupStateBadge, VerdictBadge } from "../../web/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import { type Verdict, VERDICTS } from "../../sources/burrow.ts";
import { NotGiven } from "../overview/overview_page.tsx";

interface GroupRow extends GroupSummary {
  verdict?: Verdict;
}

/** How many of a group's topics are named in its row. */
const TOPICS_NAMED = 4;

/** The list of groups. */
export function groupsPage({ cluster, sampler, burrow }: Console): Page {
  return async ({ query }) => {
    const groups = await cluster.groups();
    const verdicts = sampler.latest.verdicts?.value;
    const listed = list<GroupRow>(query, {
      rows: groups.map((group) => ({ ...group, verdict: verdicts?.get(group.group) })),
      text: ({ group, topics }) => [group, ...topics].join(" "),
      orders: {
        group: ({ group }) => group,
        state: ({ state }) => state,
        members: ({ members }) => members,
        lag: ({ totalLag }) => totalLag,
        verdict: ({ verdict }) => VERDICTS.indexOf(verdict ?? "NOTFOUND"),
      },
      order: "group",
    });
    const table = (
      <>
        <Pager list={listed} noun="group" />
        <Table
          caption="Consumer groups"
          columns={columns(burrow !== undefined)}
          rows={listed.rows}
          empty={query.get("q") ? "No group matches the filter." : "There are no groups yet."}
          sorting={listed.sorting}
        />
        {listed.pages > 1 && <Pager list={listed} noun="group" />}
      </>
    );
    return {
      title: "Groups",
      section: "groups",
      live: { groups: table },
      body: (
        <>
          <h1>Consumer groups</h1>
          <Filter query={query} what="groups and topics" />
          <Live id="groups">{table}</Live>
          {burrow === undefined && <NotGiven what="Burrow's verdicts are" variable="BURROW_URL" />}
        </>
      ),
    };
  };
}

function columns(hasVerdicts: boolean): Column<GroupRow>[] {
  const verdict: Column<GroupRow> = {
    label: "Burrow",
    sort: "verdict",
    cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
  };
  return [
    {
      label: "Group",
      sort: "group",
      cell: ({ group, protocolType }) => (
        <>
          <a href={path("groups", group)}>{group}</a>
          {protocolType !== "consumer" && protocolType !== "" && <Badge>{protocolType}</Badge>}
        </>
      ),
    },
    { label: "State", sort: "state", cell: ({ state }) => <GroupStateBadge state={state} /> },
    ...(hasVerdicts ? [verdict] : []),
    { label: "Members", sort: "members", numeric: true, cell: ({ members }) => members },
    { label: "Total lag", sort: "lag", numeric: true, cell: (row) => formatCount(row.totalLag) },
    { label: "Topics", cell: ({ topics }) => topicNames(topics) },
    { label: "Coordinator", numeric: true, cell: ({ coordinator }) => coordinator },
  ];
}

function topicNames(topics: readonly string[]): string {
  const rest = topics.length - TOPICS_NAMED;
  const named = topics.slice(0, TOPICS_NAMED).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}
