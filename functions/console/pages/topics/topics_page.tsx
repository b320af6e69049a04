/**
 * The list of topics.
 *
 * @module
 */
import type { ConfigEntry } from "../../../../kafka/admin/topics/configs.ts";
import { topicPath } from "../../components/topic_frame.tsx";
import { BalanceHint, SyncBadge } from "../../components/topic_balance.tsx";
import { addAction } from "../../web/action_route.ts";
import { formatBytes, formatRate, formatShare } from "../../web/text/format.ts";
import { FavouriteLinks } from "../../web/favourites/favourite_form.tsx";
import { Filter, ListTable } from "../../web/list.tsx";
import { Badge } from "../../web/text/marks.tsx";
import { Live, type Page, type Site } from "../../web/page.tsx";
import { addPage } from "../../web/page_route.tsx";
import type { Column } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { cloneState } from "./clone_topic.ts";
import { createTopic, CreateTopicForm } from "./create_topic.tsx";
import { readTopics, type TopicRow } from "./topics_query.ts";

/** Adds the list of topics, and the form that creates one. */
export function addTopics(site: Site, console: Console): void {
  const page = topicsPage(console);
  addPage(site, "/topics", page);
  addAction(site, createTopic(console, page));
}

function topicsPage(console: Console): Page {
  return async ({ query, form }) => {
    const clone = form === undefined
      ? await cloneState(console.cluster, query.get("clone"))
      : undefined;
    const { listed, configs } = await readTopics(console, query);
    const table = (
      <>
        <ListTable
          list={listed}
          noun="topic"
          caption="Topics"
          columns={columns(configs)}
          empty="There are no topics yet."
        />
        <BalanceHint />
      </>
    );
    return {
      title: "Topics",
      section: "topics",
      live: { topics: table },
      body: (
        <>
          <h1>Topics</h1>
          <div class="commands">
            <CreateTopicForm state={form ?? clone} />
            <a class="button" href="/records">Search records…</a>
            <a class="button" href="/chosen-topics">Several topics…</a>
          </div>
          <FavouriteLinks />
          <Filter query={query} what="topics">
            <label class="check">
              <input type="checkbox" name="internal" value="1" checked={query.has("internal")} />
              internal ones too
            </label>
          </Filter>
          <Live id="topics">{table}</Live>
        </>
      ),
    };
  };
}

function columns(configs: Map<string, ConfigEntry[]>): Column<TopicRow>[] {
  return [
    {
      label: "Topic",
      sort: "name",
      cell: ({ name, internal }) => (
        <>
          <a href={topicPath(name)}>{name}</a>
          {internal && <Badge>internal</Badge>}
        </>
      ),
    },
    {
      label: "Partitions",
      sort: "partitions",
      numeric: true,
      folds: true,
      cell: (row) => row.partitions,
    },
    {
      label: "Replicas",
      folds: true,
      sort: "replication",
      numeric: true,
      cell: (row) => row.replicationFactor,
    },
    { label: "In sync", sort: "sync", folds: true, cell: (row) => <SyncBadge topic={row} /> },
    {
      label: "Preferred",
      folds: true,
      sort: "preferred",
      numeric: true,
      cell: ({ partitions, notPreferred, offline }) =>
        formatShare(partitions - notPreferred - offline, partitions),
    },
    {
      label: "Spread",
      folds: true,
      sort: "spread",
      numeric: true,
      cell: ({ balance: { holders, brokers } }) => formatShare(holders.length, brokers),
    },
    {
      label: "Skew",
      folds: true,
      sort: "skew",
      numeric: true,
      cell: ({ balance: { skewed, holders } }) => formatShare(skewed.length, holders.length),
    },
    {
      label: "Leader skew",
      folds: true,
      sort: "leaderSkew",
      numeric: true,
      cell: ({ balance: { leaderSkewed, holders } }) =>
        formatShare(leaderSkewed.length, holders.length),
    },
    {
      label: "Records/s",
      folds: true,
      sort: "rate",
      numeric: true,
      cell: ({ perSecond }) => formatRate(perSecond),
    },
    { label: "Size", sort: "size", numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
    {
      label: "Settings",
      folds: true,
      cell: ({ name }) => (
        <span class="settings">
          {configs.get(name)?.map(({ name, value }) => <code>{`${name}=${value ?? ""}`}</code>)}
        </span>
      ),
    },
  ];
}
