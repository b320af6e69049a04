/**
 * A group: who is in it, where it is, and how far behind.
 *
 * @module
 */
import { behindText, isStuck, TimeToClear } from "../../components/lag_pace.tsx";
import type { GroupOffset } from "../../../../kafka/admin/groups/group_detail.ts";
import { ChartChoices, chartPast, Happened, marksOf } from "../../components/chart_past.tsx";
import { GroupStateBadge, groupType, VerdictBadge } from "../../components/group_marks.tsx";
import { addAction } from "../../web/action_route.ts";
import { Chart } from "../../web/chart.tsx";
import { Crumbs } from "../../web/crumbs.tsx";
import { FavouriteForm } from "../../web/favourites/favourite_form.tsx";
import { formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Filter } from "../../web/list.tsx";
import { Stat } from "../../web/text/marks.tsx";
import { NotConfigured } from "../../web/not_configured.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { nameText } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { deleteGroup, DeleteGroupForm } from "./delete_group.tsx";
import { type GroupState, readGroup } from "./group_query.ts";
import { MembersTable } from "./members_table.tsx";
import { OffsetsTable } from "./offsets_table.tsx";

/** From how many partitions on they can be filtered. */
const FILTERED_FROM = 10;

/** Adds a group's page, and the form that deletes it. */
export function addGroup(site: Site, console: Console): void {
  const page = groupPage(console);
  addPage(site, "/groups/:group", page);
  addAction(site, deleteGroup(console, page));
}

function groupPage(console: Console): Page {
  const isJudged = console.burrow !== undefined;
  return async ({ param, form, query }) => {
    const name = param("group");
    const state = await readGroup(console, name);
    const { group, lagLines } = state;
    const isLong = group.offsets.length > FILTERED_FROM;
    const past = chartPast(query);
    const moments = console.sampler.happened(past.span, { group: name });
    const live = {
      summary: <Summary {...state} isJudged={isJudged} />,
      happened: <Happened moments={moments} />,
      offsets: <OffsetsTable {...state} query={query} />,
      members: <MembersTable {...group} />,
    };
    return {
      title: nameText(name),
      section: "groups",
      live,
      series: lagLines.map(({ series }) => series),
      span: past.span,
      marks: marksOf(moments),
      body: (
        <>
          <Crumbs links={[["/groups", "Groups"]]} />
          <div class="title">
            <h1>{nameText(name)}</h1>
            <FavouriteForm path={path("groups", name)} name={name} />
          </div>
          <Live id="summary">{live.summary}</Live>
          {!isJudged && <NotConfigured what="Burrow's verdict is" variable="BURROW_URL" />}
          <ChartChoices query={query} />
          <Chart id="chart-lag" title="Lag, by partition" unit="count" lines={lagLines} {...past} />
          <Live id="happened">{live.happened}</Live>
          <section class="panel" aria-labelledby="offsets-title">
            <h2 id="offsets-title">Offsets and lag</h2>
            {isLong && <Filter query={query} what="by topic" keep={["span"]} />}
            <Live id="offsets">{live.offsets}</Live>
            <div class="commands">
              <a class="button" href={path("groups", name, "reset")}>Reset offsets…</a>
            </div>
          </section>
          <section class="panel" aria-labelledby="members-title">
            <h2 id="members-title">Members</h2>
            <Live id="members">{live.members}</Live>
          </section>
          <div class="commands">
            <DeleteGroupForm group={name} state={form} />
          </div>
        </>
      ),
    };
  };
}

function Summary(
  { group, evaluation, pace, isJudged }: GroupState & { isJudged: boolean },
): Html {
  const { state, members, offsets, protocol, protocolType, coordinator } = group;
  const never = sumOf(offsets.filter(({ committed }) => committed === undefined));
  return (
    <dl class="stats">
      <Stat label="State" value={<GroupStateBadge state={state} />} note={protocol} />
      <Stat label="Type" value={groupType(protocolType)} />
      {isJudged && (
        <Stat
          label="Burrow"
          value={<VerdictBadge verdict={evaluation?.verdict} />}
          note={evaluation && `${Math.round(evaluation.complete * 100)} % of windows full`}
        />
      )}
      <Stat label="Members" value={formatCount(members.length)} />
      <Stat
        label="Total lag"
        value={formatCount(sumOf(offsets))}
        note={never > 0 && `${formatCount(never)} never committed`}
        tone={never > 0 ? "warn" : "plain"}
      />
      <Stat
        label="Behind"
        value={behindText(pace)}
        tone={isStuck(pace) ? "warn" : "plain"}
      />
      <Stat label="Clear in" value={<TimeToClear pace={pace} />} />
      <Stat label="Coordinator" value={<a href={path("brokers", coordinator)}>{coordinator}</a>} />
    </dl>
  );
}

function sumOf(offsets: readonly GroupOffset[]): number {
  return offsets.reduce((sum, { lag }) => sum + (lag ?? 0), 0);
}
