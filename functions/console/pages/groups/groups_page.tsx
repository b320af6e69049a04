/**
 * The list of groups, of consumers and of whatever else.
 *
 * @module
 */
import type { GroupRow } from "../../live/group_trouble.ts";
import { behindText, TimeToClear } from "../../components/lag_pace.tsx";
import { GroupStateBadge, groupType, VerdictBadge } from "../../components/group_marks.tsx";
import { silentText } from "../../live/health.ts";
import { formatCount } from "../../web/text/format.ts";
import { type Html, path, withQuery } from "../../web/html.ts";
import { Filter, ListTable } from "../../web/list.tsx";
import { Badge } from "../../web/text/marks.tsx";
import { NotConfigured } from "../../web/not_configured.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Column } from "../../web/table.tsx";
import { nameText } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { type GroupsState, readGroups, SHOWN, type Shown } from "./groups_query.ts";

/** How many of a group's topics are named in its row. */
const TOPICS_NAMED = 4;

/** Adds the list of groups. */
export function addGroups(site: Site, console: Console): void {
  addPage(site, "/groups", groupsPage(console));
}

function groupsPage(console: Console): Page {
  const isJudged = console.burrow !== undefined;
  return async ({ query }) => {
    const { listed, shown, counts, silentBrokers } = await readGroups(console, query);
    const table = (
      <>
        <Kinds query={query} shown={shown} counts={counts} />
        {silentBrokers.length > 0 && <p class="notice warn">{silentText(silentBrokers)}.</p>}
        <ListTable
          list={listed}
          noun="group"
          caption="Groups"
          columns={columns(isJudged)}
          empty={counts.all === 0 ? "There are no groups yet." : "There is no such group."}
        />
      </>
    );
    return {
      title: "Groups",
      section: "groups",
      live: { groups: table },
      body: (
        <>
          <h1>Groups</h1>
          <Filter query={query} what="groups and topics" keep={["show"]} />
          <Live id="groups">{table}</Live>
          {!isJudged && <NotConfigured what="Burrow's verdicts are" variable="BURROW_URL" />}
        </>
      ),
    };
  };
}

const KINDS: Record<Shown, string> = { read: "In use", left: "Without readers", all: "All" };

/** The way to the groups that nobody reads as: they stand apart, since they are no trouble. */
function Kinds(
  { query, shown, counts }: { query: URLSearchParams } & Pick<GroupsState, "shown" | "counts">,
): Html {
  return (
    <nav class="kinds" aria-label="Which groups">
      {SHOWN.map((kind) => (
        <a
          href={withQuery(query, { show: kind, page: undefined })}
          aria-current={kind === shown ? "true" : undefined}
        >
          {KINDS[kind]} {formatCount(counts[kind])}
        </a>
      ))}
    </nav>
  );
}

function columns(hasVerdicts: boolean): Column<GroupRow>[] {
  const verdict: Column<GroupRow> = {
    label: "Burrow",
    folds: true,
    sort: "verdict",
    cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
  };
  return [
    {
      label: "Group",
      sort: "group",
      cell: ({ group }) => <a href={path("groups", group)}>{nameText(group)}</a>,
    },
    {
      label: "Type",
      sort: "type",
      folds: true,
      cell: (row) => <Badge>{groupType(row.protocolType)}</Badge>,
    },
    {
      label: "State",
      sort: "state",
      folds: true,
      cell: ({ state }) => <GroupStateBadge state={state} />,
    },
    ...(hasVerdicts ? [verdict] : []),
    {
      label: "Total lag",
      sort: "lag",
      folds: true,
      numeric: true,
      cell: (row) => formatCount(row.totalLag),
    },
    {
      label: "Behind",
      sort: "behind",
      folds: true,
      numeric: true,
      cell: ({ pace }) => behindText(pace),
    },
    {
      label: "Clear in",
      folds: true,
      sort: "clear",
      numeric: true,
      cell: ({ pace }) => <TimeToClear pace={pace} />,
    },
    {
      label: "Members",
      sort: "members",
      folds: true,
      numeric: true,
      cell: ({ members }) => members,
    },
    { label: "Topics", cell: ({ topics }) => topicNames(topics) },
    { label: "Coordinator", folds: true, numeric: true, cell: ({ coordinator }) => coordinator },
  ];
}

function topicNames(topics: readonly string[]): string {
  const rest = topics.length - TOPICS_NAMED;
  const named = topics.slice(0, TOPICS_NAMED).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}
