/**
 * A topic: its partitions, where they are, and what can be done about that.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { ChartChoices, chartPast, Happened, marksOf } from "../../components/chart_past.tsx";
import { GroupStateBadge } from "../../components/group_marks.tsx";
import { behindText, TimeToClear } from "../../components/lag_pace.tsx";
import type { GroupRow } from "../../live/group_trouble.ts";
import {
  ELECT_LEADERS,
  electionMessage,
  ElectLeadersForm,
} from "../../components/elect_leaders.tsx";
import { BalanceHint } from "../../components/topic_balance.tsx";
import { TopicFrame } from "../../components/topic_frame.tsx";
import { topicSeries } from "../../live/memory/series.ts";
import { addAction } from "../../web/action_route.ts";
import { Chart } from "../../web/chart.tsx";
import { FormProblem } from "../../web/forms/field.tsx";
import { formatCount } from "../../web/text/format.ts";
import { path } from "../../web/html.ts";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import { type Column, LeftOut, Table } from "../../web/table.tsx";
import { nameText } from "../../web/text/unseen.ts";
import type { Console } from "../console.ts";
import { addPartitions, AddPartitionsForm } from "./add_partitions.tsx";
import { PartitionTable } from "./partition_table.tsx";
import { BalanceFigures, TopicFigures } from "./topic_figures.tsx";
import { readTopic } from "./topic_query.ts";

/** Adds a topic's page, and what its forms do. */
export function addTopic(site: Site, console: Console): void {
  const { cluster } = console;
  const page = topicPage(console);
  addPage(site, "/topics/:topic", page);
  addAction(site, addPartitions(console, page));
  addAction(site, {
    path: "/topics/:topic/elect",
    form: ELECT_LEADERS,
    fields: z.object({}),
    async act(_, param) {
      const { name, partitions } = await cluster.topic(param("topic"));
      const message = electionMessage(await cluster.electPreferredLeaders(partitions));
      return { message, to: path("topics", name) };
    },
    page,
    at: (param) => path("topics", param("topic")),
  });
}

function topicPage(console: Console): Page {
  return async ({ param, form, query }) => {
    const { topic, perSecond, groups } = await readTopic(console, param("topic"));
    const { name, partitions } = topic;
    const series = topicSeries(name);
    const past = chartPast(query);
    const moments = console.sampler.happened(past.span, { topic: name });
    const live = {
      summary: <TopicFigures topic={topic} perSecond={perSecond} />,
      happened: <Happened moments={moments} />,
      balance: <BalanceFigures topic={topic} />,
      partitions: <PartitionTable query={query} topic={name} partitions={partitions} />,
      groups: (
        <>
          <Table
            caption={`Groups that read ${name}`}
            columns={GROUP_COLUMNS}
            rows={groups.slice(0, GROUPS)}
            empty="No group has committed offsets of it."
          />
          <LeftOut rows={groups.length - GROUPS} noun="group" how="the list of groups has all" />
        </>
      ),
    };
    return {
      title: name,
      section: "topics",
      live,
      series: [series],
      span: past.span,
      marks: marksOf(moments),
      body: (
        <TopicFrame topic={name} tab="partitions">
          <Live id="summary">{live.summary}</Live>
          <ChartChoices query={query} />
          <Chart
            id="chart-rate"
            title="Records a second"
            unit="rate"
            lines={[{ series, label: "in" }]}
            {...past}
          />
          <Live id="happened">{live.happened}</Live>
          <section class="panel" aria-labelledby="partitions-title">
            <h2 id="partitions-title">Partitions</h2>
            <Live id="balance">{live.balance}</Live>
            <BalanceHint />
            <Live id="partitions">{live.partitions}</Live>
            <div class="commands">
              <ElectLeadersForm action={path("topics", name, "elect")} />
              <a class="button" href={`/brokers?topic=${encodeURIComponent(name)}#move-replicas`}>
                Move replicas…
              </a>
              <AddPartitionsForm topic={name} partitions={partitions.length} state={form} />
            </div>
            <FormProblem id={ELECT_LEADERS} state={form} />
          </section>
          <section class="panel" aria-labelledby="groups-title">
            <h2 id="groups-title">Groups</h2>
            <Live id="groups">{live.groups}</Live>
          </section>
        </TopicFrame>
      ),
    };
  };
}

/** How many groups are shown, those in most trouble. */
const GROUPS = 50;

const GROUP_COLUMNS: readonly Column<GroupRow>[] = [
  { label: "Group", cell: ({ group }) => <a href={path("groups", group)}>{nameText(group)}</a> },
  { label: "State", cell: ({ state }) => <GroupStateBadge state={state} /> },
  { label: "Lag here", numeric: true, cell: ({ totalLag }) => formatCount(totalLag) },
  { label: "Behind", numeric: true, cell: ({ pace }) => behindText(pace) },
  { label: "Clear in", numeric: true, cell: ({ pace }) => <TimeToClear pace={pace} /> },
];
