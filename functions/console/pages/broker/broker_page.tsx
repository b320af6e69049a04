/**
 * A broker: its settings, its log directories, and the partitions that it leads and holds.
 *
 * @module
 */
import type { BrokerDetail } from "../../../../kafka/admin/broker_detail.ts";
import type { LogDir } from "../../../../kafka/admin/log_dirs.ts";
import type { PartitionReplicas } from "../../../../kafka/admin/partition_replicas.ts";
import { Field, FoldedForm } from "../../web/field.tsx";
import { formatBytes, formatCount } from "../../web/format.ts";
import { type Html, path, withQuery } from "../../web/html.ts";
import { Filter, list, Pager } from "../../web/list.tsx";
import { Badge, Stat } from "../../web/marks.tsx";
import { isSet, Settings } from "../../components/settings_table.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import { Problem } from "../../../runtime/http/problem.ts";
import { logBytes } from "../brokers/brokers_page.tsx";

/** A broker. */
export function brokerPage({ cluster }: Console): Page {
  return async ({ param, query, form }) => {
    const id = param("broker");
    if (!/^\d{1,9}$/.test(id)) throw new Problem("noRoute", `Cannot find broker ${id}: no such id`);
    const broker = await cluster.broker(Number(id));
    const { config, holds, logDirs } = broker;
    const showsAll = query.get("settings") === "all";
    const listed = list(query, {
      rows: holds,
      text: ({ topic }) => topic,
      orders: { topic: ({ topic, partition }) => `${topic} ${`${partition}`.padStart(9, "0")}` },
      order: "topic",
    });
    const live = {
      summary: <Summary broker={broker} />,
      directories: (
        <Table
          caption={`Log directories of broker ${id}`}
          columns={DIRECTORY_COLUMNS}
          rows={logDirs}
          empty="It does not tell its log directories."
        />
      ),
      partitions: (
        <>
          <Pager list={listed} noun="partition" />
          <Table
            caption={`Partitions on broker ${id}`}
            columns={partitionColumns(broker)}
            rows={listed.rows}
            empty="It holds no such partition."
          />
        </>
      ),
      settings: (
        <>
          <Settings entries={showsAll ? config : config.filter(isSet)} of={`broker ${id}`} />
          <p>
            {showsAll
              ? <a href={withQuery(query, { settings: undefined })}>Only those that are set</a>
              : <a href={withQuery(query, { settings: "all" })}>All {config.length} settings</a>}
          </p>
        </>
      ),
    };
    const change = { form: "change-config", state: form };
    return {
      title: `Broker ${id}`,
      section: "brokers",
      live,
      body: (
        <>
          <nav class="crumbs" aria-label="Breadcrumb">
            <a href="/brokers">Brokers</a>
          </nav>
          <h1>Broker {id}</h1>
          <Live id="summary">{live.summary}</Live>
          <section class="panel" aria-labelledby="directories-title">
            <h2 id="directories-title">Log directories</h2>
            <Live id="directories">{live.directories}</Live>
          </section>
          <section class="panel" aria-labelledby="partitions-title">
            <h2 id="partitions-title">Partitions led and held</h2>
            <Filter query={query} what="by topic" />
            <Live id="partitions">{live.partitions}</Live>
          </section>
          <section class="panel" aria-labelledby="settings-title">
            <h2 id="settings-title">Settings</h2>
            <FoldedForm
              title="Change a setting…"
              id={change.form}
              action={path("brokers", id, "settings")}
              submit="Change setting"
              state={form}
            >
              <div class="fields">
                <Field
                  {...change}
                  name="name"
                  label="Setting"
                  required
                  options={config.filter((e) => !e.readOnly).map(({ name }) => [name, name])}
                />
                <Field {...change} name="value" label="Value" hint="empty: back to the default" />
              </div>
            </FoldedForm>
            <Live id="settings">{live.settings}</Live>
          </section>
        </>
      ),
    };
  };
}

function Summary({ broker }: { broker: BrokerDetail }): Html {
  const { host, port, rack, controller, leads, holds, logDirs } = broker;
  const behind = holds.filter(({ isr }) => !isr.includes(broker.id)).length;
  return (
    <dl class="stats">
      <Stat label="Address" value={<code>{`${host}:${port}`}</code>} note={rack} />
      <Stat label="Role" value={controller ? "controller" : "broker"} />
      <Stat label="Leads" value={formatCount(leads.length)} note="partitions" />
      <Stat label="Holds" value={formatCount(holds.length)} note="replicas" />
      <Stat
        label="Out of sync"
        value={formatCount(behind)}
        tone={behind > 0 ? "warn" : "plain"}
        note="replicas"
      />
      <Stat label="Log size" value={formatBytes(logBytes(logDirs))} />
    </dl>
  );
}

const DIRECTORY_COLUMNS: readonly Column<LogDir>[] = [
  { label: "Path", cell: ({ path }) => <code class="value">{path}</code> },
  {
    label: "State",
    cell: ({ error }) => <Badge tone={error ? "bad" : "ok"}>{error ?? "online"}</Badge>,
  },
  { label: "Replicas", numeric: true, cell: ({ replicas }) => formatCount(replicas.length) },
  { label: "Log size", numeric: true, cell: (dir) => formatBytes(logBytes([dir])) },
  { label: "Disk free", numeric: true, cell: ({ usableBytes }) => formatBytes(usableBytes) },
  { label: "Disk", numeric: true, cell: ({ totalBytes }) => formatBytes(totalBytes) },
];

function partitionColumns({ id, logDirs }: BrokerDetail): Column<PartitionReplicas>[] {
  const sizes = new Map(
    logDirs.flatMap(({ replicas }) => replicas).filter(({ isFuture }) => !isFuture)
      .map(({ topic, partition, sizeBytes }) => [`${topic}/${partition}`, sizeBytes]),
  );
  return [
    { label: "Topic", cell: ({ topic }) => <a href={path("topics", topic)}>{topic}</a> },
    { label: "Partition", numeric: true, cell: ({ partition }) => partition },
    {
      label: "Role",
      cell: ({ leader, replicas }) => (
        <>
          <Badge tone={leader === id ? "accent" : "plain"}>
            {leader === id ? "leader" : "follower"}
          </Badge>
          {leader !== id && replicas[0] === id && <Badge tone="warn">preferred</Badge>}
        </>
      ),
    },
    { label: "Replicas", cell: ({ replicas }) => replicas.join(", ") },
    {
      label: "In sync",
      cell: ({ isr }) => (
        <Badge tone={isr.includes(id) ? "ok" : "warn"}>{isr.includes(id) ? "yes" : "no"}</Badge>
      ),
    },
    {
      label: "Size",
      numeric: true,
      cell: ({ topic, partition }) => formatBytes(sizes.get(`${topic}/${partition}`)),
    },
  ];
}
