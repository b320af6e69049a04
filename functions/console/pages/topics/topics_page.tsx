/**
 * The list of topics.
 *
 * @module
 */
import type { ConfigEntry } from "../../../../kafka/admin/configs.ts";
import type { LogDir } from "../../../../kafka/admin/log_dirs.ts";
import type { TopicSummary } from "../../../../kafka/admin/overview.ts";
import { Field, FoldedForm } from "../../web/field.tsx";
import { count, formatBytes, formatRate, formatShare } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Filter, list, Pager } from "../../web/list.tsx";
import { Badge } from "../../web/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";

interface TopicRow extends TopicSummary {
  perSecond?: number;
  bytes?: number;
}

/** The list of topics, and the form that creates one. */
export function topicsPage({ cluster, sampler }: Console): Page {
  return async ({ query, form }) => {
    const [{ topics }, logDirs] = await Promise.all([cluster.overview(), cluster.logDirs()]);
    const bytes = sizes(logDirs);
    const { rates } = sampler.latest;
    const isShown = (internal: boolean) => !internal || query.has("internal");
    const listed = list<TopicRow>(query, {
      rows: topics.filter(({ internal }) => isShown(internal)).map((topic) => ({
        ...topic,
        perSecond: rates.get(topic.name),
        bytes: bytes.get(topic.name),
      })),
      text: ({ name }) => name,
      orders: {
        name: ({ name }) => name,
        partitions: ({ partitions }) => partitions,
        replication: ({ replicationFactor }) => replicationFactor,
        sync: ({ underReplicated, offline }) => offline * 1e6 + underReplicated,
        preferred: ({ partitions, notPreferred, offline }) =>
          (partitions - notPreferred - offline) / Math.max(1, partitions),
        spread: ({ balance }) => balance.holders.length,
        skew: ({ balance }) => balance.skewed.length / Math.max(1, balance.holders.length),
        leaderSkew: ({ balance }) =>
          balance.leaderSkewed.length / Math.max(1, balance.holders.length),
        rate: ({ perSecond }) => perSecond ?? -1,
        size: ({ bytes }) => bytes ?? -1,
      },
      order: "name",
    });
    const configs = await cluster.topicConfigs(listed.rows.map(({ name }) => name));
    const table = (
      <>
        <Pager list={listed} noun="topic" />
        <Table
          caption="Topics"
          columns={columns(configs)}
          rows={listed.rows}
          empty={query.get("q") ? "No topic matches the filter." : "There are no topics yet."}
          sorting={listed.sorting}
        />
        {listed.pages > 1 && <Pager list={listed} noun="topic" />}
        <BalanceHint />
      </>
    );
    const id = "create-topic";
    const field = { form: id, state: form };
    return {
      title: "Topics",
      section: "topics",
      live: { topics: table },
      body: (
        <>
          <h1>Topics</h1>
          <div class="commands">
            <FoldedForm
              title="Create a topic…"
              id={id}
              action="/topics"
              submit="Create topic"
              state={form}
            >
              <div class="fields">
                <Field {...field} name="name" label="Name" required />
                <Field
                  {...field}
                  name="partitions"
                  label="Partitions"
                  hint="empty: as brokers say"
                />
                <Field
                  {...field}
                  name="replicationFactor"
                  label="Replication factor"
                  hint="empty: as brokers say"
                />
                <Field
                  {...field}
                  name="config"
                  label="Settings"
                  rows={3}
                  placeholder="cleanup.policy=compact"
                  hint="name=value, one a line"
                />
              </div>
            </FoldedForm>
          </div>
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
          <a href={path("topics", name)}>{name}</a>
          {internal && <Badge>internal</Badge>}
        </>
      ),
    },
    { label: "Partitions", sort: "partitions", numeric: true, cell: (row) => row.partitions },
    {
      label: "Replicas",
      sort: "replication",
      numeric: true,
      cell: (row) => row.replicationFactor,
    },
    { label: "In sync", sort: "sync", cell: (row) => <SyncBadge topic={row} /> },
    {
      label: "Preferred",
      sort: "preferred",
      numeric: true,
      cell: ({ partitions, notPreferred, offline }) =>
        formatShare(partitions - notPreferred - offline, partitions),
    },
    {
      label: "Spread",
      sort: "spread",
      numeric: true,
      cell: ({ balance: { holders, brokers } }) => formatShare(holders.length, brokers),
    },
    {
      label: "Skew",
      sort: "skew",
      numeric: true,
      cell: ({ balance: { skewed, holders } }) => formatShare(skewed.length, holders.length),
    },
    {
      label: "Leader skew",
      sort: "leaderSkew",
      numeric: true,
      cell: ({ balance: { leaderSkewed, holders } }) =>
        formatShare(leaderSkewed.length, holders.length),
    },
    {
      label: "Records/s",
      sort: "rate",
      numeric: true,
      cell: ({ perSecond }) => formatRate(perSecond),
    },
    { label: "Size", sort: "size", numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
    {
      label: "Settings",
      cell: ({ name }) => (
        <span class="settings">
          {configs.get(name)?.map(({ name, value }) => <code>{`${name}=${value ?? ""}`}</code>)}
        </span>
      ),
    },
  ];
}

/** Whether all replicas of a topic are in sync. */
export function SyncBadge({ topic }: { topic: Pick<TopicSummary, "underReplicated" | "offline"> }) {
  const { underReplicated, offline } = topic;
  if (offline > 0) return <Badge tone="bad">{count(offline, "partition")} offline</Badge>;
  if (underReplicated > 0) return <Badge tone="warn">{underReplicated} under-replicated</Badge>;
  return <Badge tone="ok">all</Badge>;
}

/** What the figures of a topic's balance mean. */
export function BalanceHint(): Html {
  return (
    <p class="hint">
      Preferred: partitions led by the first of their replicas. Spread: brokers that hold replicas.
      Skew: of these brokers, those with more replicas than the average, rounded up; leader skew:
      those that lead more partitions than that.
    </p>
  );
}

/** Bytes of each topic: of its partitions, the largest replica each. */
function sizes(logDirs: readonly LogDir[]): Map<string, number> {
  const largest = new Map<string, Map<number, number>>();
  for (const { replicas } of logDirs) {
    for (const { topic, partition, sizeBytes } of replicas) {
      let partitions = largest.get(topic);
      if (partitions === undefined) largest.set(topic, partitions = new Map());
      partitions.set(partition, Math.max(sizeBytes, partitions.get(partition) ?? 0));
    }
  }
  return new Map(
    [...largest].map(([topic, partitions]) => [
      topic,
      [...partitions.values()].reduce((sum, bytes) => sum + bytes, 0),
    ]),
  );
}
