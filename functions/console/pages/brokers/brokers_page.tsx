/**
 * The brokers, and what is done to all of them: electing preferred leaders, moving replicas.
 *
 * @module
 */
import type { BrokerDetail } from "../../../../kafka/admin/broker_detail.ts";
import type { LogDir } from "../../../../kafka/admin/log_dirs.ts";
import type { BrokerAddress } from "../../../../kafka/admin/overview.ts";
import type { Reassignment } from "../../../../kafka/admin/replicas.ts";
import { Field, Form } from "../../web/field.tsx";
import {
  count,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
} from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Console } from "../console.ts";
import { Live, type Page } from "../../web/page_route.tsx";
import type { Sample } from "../../live/sample.ts";
import { trafficRate } from "../../live/traffic.ts";

interface BrokerRow extends BrokerAddress {
  /** Of brokers that are up. */
  detail?: BrokerDetail;
  /** In how many topics it holds or leads more than its share. */
  skewedTopics: number;
  uptimeMs?: number;
  memoryBytes?: number;
  /** Rates, a second. */
  recordsIn?: number;
  bytesIn?: number;
  bytesOut?: number;
}

/** All brokers. */
export function brokersPage({ cluster, sampler }: Console): Page {
  return async ({ query, form }) => {
    const [overview, reassignments] = await Promise.all([
      cluster.overview(),
      cluster.reassignments(),
    ]);
    const details = await Promise.all(overview.brokers.map(({ id }) =>
      // One that dies while it is asked is shown as down.
      cluster.broker(id).catch(() => undefined)
    ));
    const known = new Map([...sampler.latest.brokers, ...overview.brokers].map((b) => [b.id, b]));
    const rows = [...known.values()].map((broker) => ({
      ...broker,
      detail: details.find((detail) => detail?.id === broker.id),
      skewedTopics:
        overview.topics.filter(({ balance: { skewed, leaderSkewed } }) =>
          skewed.includes(broker.id) || leaderSkewed.includes(broker.id)
        ).length,
      ...measured(sampler.latest, broker.id),
    }));
    const notPreferred = overview.topics.reduce((sum, topic) => sum + topic.notPreferred, 0);
    const live = {
      brokers: (
        <>
          <Table
            caption="Brokers"
            columns={columns(rows)}
            rows={rows}
            empty="No broker was found yet."
          />
          <p class="hint">
            Preferred: of the partitions that list it first, those that it leads. Skewed: topics of
            which it holds or leads more than the average of the brokers, rounded up.
          </p>
        </>
      ),
      preferred: (
        <p>
          {notPreferred === 0
            ? "Every partition is led by its preferred leader, the first of its replicas."
            : `${formatCount(notPreferred)} partitions are led by another than their preferred ` +
              `leader, as after a broker's restart.`}
        </p>
      ),
      moves: <Moves reassignments={reassignments} />,
    };
    const field = { form: "move-replicas", state: form };
    return {
      title: "Brokers",
      section: "brokers",
      live,
      body: (
        <>
          <h1>Brokers</h1>
          <Live id="brokers">{live.brokers}</Live>
          <section class="panel" aria-labelledby="preferred-title">
            <h2 id="preferred-title">Preferred leaders</h2>
            <Live id="preferred">{live.preferred}</Live>
            {form?.id === "elect" && <p class="notice bad" role="alert">{form.message}</p>}
            <form method="post" action="/brokers/elect">
              <button type="submit">Elect preferred leaders</button>
            </form>
          </section>
          <section class="panel" aria-labelledby="moves-title">
            <h2 id="moves-title">Replicas on the move</h2>
            {form?.id === "cancel-move" && <p class="notice bad" role="alert">{form.message}</p>}
            <Live id="moves">{live.moves}</Live>
            <h3>Move a partition's replicas</h3>
            <Form id={field.form} action="/brokers/move" submit="Move replicas" state={form}>
              <div class="fields">
                <Field
                  {...field}
                  name="topic"
                  label="Topic"
                  value={query.get("topic") ?? ""}
                  required
                />
                <Field {...field} name="partition" label="Partition" value="0" required />
                <Field
                  {...field}
                  name="replicas"
                  label="Brokers"
                  placeholder="1,2,3"
                  hint="ids, parted by commas; the first becomes the preferred leader"
                  required
                />
              </div>
            </Form>
          </section>
        </>
      ),
    };
  };
}

function measured({ processes, traffic }: Sample, id: number) {
  const name = `kafka${id}`;
  const { startedAtMs, memoryBytes } = processes.get(name) ?? {};
  return {
    memoryBytes,
    uptimeMs: startedAtMs && Date.now() - startedAtMs,
    recordsIn: traffic.get(trafficRate(name, "recordsIn")),
    bytesIn: traffic.get(trafficRate(name, "bytesIn")),
    bytesOut: traffic.get(trafficRate(name, "bytesOut")),
  };
}

function columns(rows: readonly BrokerRow[]): Column<BrokerRow>[] {
  const sum = (of: (detail: BrokerDetail) => number) =>
    rows.reduce((total, { detail }) => total + (detail ? of(detail) : 0), 0);
  const leads = sum((detail) => detail.leads.length);
  const holds = sum((detail) => detail.holds.length);
  const figure = (label: string, of: (detail: BrokerDetail) => string): Column<BrokerRow> => ({
    label,
    numeric: true,
    cell: ({ detail }) => detail && of(detail),
  });
  return [
    { label: "Broker", cell: ({ id }) => <a href={path("brokers", id)}>{id}</a> },
    {
      label: "State",
      cell: ({ detail }) => (
        <>
          <Badge tone={detail ? "ok" : "bad"}>{detail ? "up" : "down"}</Badge>
          {detail?.controller && <Badge tone="accent">controller</Badge>}
        </>
      ),
    },
    { label: "Address", cell: ({ host, port }) => <code>{`${host}:${port}`}</code> },
    ...(rows.some(({ rack }) => rack) ? [RACK] : []),
    figure("Leads", (d) => `${formatCount(d.leads.length)}, ${formatShare(d.leads.length, leads)}`),
    figure("Holds", (d) => `${formatCount(d.holds.length)}, ${formatShare(d.holds.length, holds)}`),
    figure("Preferred", preferredShare),
    { label: "Skewed", numeric: true, cell: ({ skewedTopics }) => count(skewedTopics, "topic") },
    ...(rows.some(({ recordsIn }) => recordsIn !== undefined) ? TRAFFIC : []),
    figure("Log size", ({ logDirs }) => formatBytes(logBytes(logDirs))),
    figure("Disk free", ({ logDirs }) => formatBytes(usable(logDirs))),
    { label: "Uptime", numeric: true, cell: ({ uptimeMs }) => formatDuration(uptimeMs) },
    { label: "Memory", numeric: true, cell: ({ memoryBytes }) => formatBytes(memoryBytes) },
  ];
}

/** What comes in and goes out, where brokers tell it. */
const TRAFFIC: readonly Column<BrokerRow>[] = [
  { label: "Records in/s", numeric: true, cell: ({ recordsIn }) => formatRate(recordsIn) },
  { label: "Bytes in/s", numeric: true, cell: ({ bytesIn }) => formatBytes(bytesIn) },
  { label: "Bytes out/s", numeric: true, cell: ({ bytesOut }) => formatBytes(bytesOut) },
];

function preferredShare({ id, holds }: BrokerDetail): string {
  const first = holds.filter(({ replicas }) => replicas[0] === id);
  return formatShare(first.filter(({ leader }) => leader === id).length, first.length);
}

const RACK: Column<BrokerRow> = { label: "Rack", cell: ({ rack }) => rack };

/** Bytes of all replicas in these directories. */
export function logBytes(logDirs: readonly LogDir[]): number {
  return logDirs.flatMap(({ replicas }) => replicas)
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** Directories may share a volume: the least that one of them has is what can be relied on. */
function usable(logDirs: readonly LogDir[]): number | undefined {
  const known = logDirs.flatMap(({ usableBytes }) => usableBytes ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function Moves({ reassignments }: { reassignments: readonly Reassignment[] }): Html {
  return (
    <Table
      caption="Reassignments under way"
      columns={MOVE_COLUMNS}
      rows={reassignments}
      empty="No replicas are being moved."
    />
  );
}

const MOVE_COLUMNS: readonly Column<Reassignment>[] = [
  { label: "Topic", cell: ({ topic }) => <a href={path("topics", topic)}>{topic}</a> },
  { label: "Partition", numeric: true, cell: ({ partition }) => partition },
  { label: "Replicas", cell: ({ replicas }) => replicas.join(", ") },
  { label: "To come", cell: ({ adding }) => adding.join(", ") || "none" },
  { label: "To go", cell: ({ removing }) => removing.join(", ") || "none" },
  {
    label: "Copied",
    cell: ({ topic, partition, copiedBytes, totalBytes }) =>
      copiedBytes !== undefined && totalBytes !== undefined && (
        <>
          <progress
            value={copiedBytes}
            max={Math.max(totalBytes, 1)}
            aria-label={`Copied of ${topic}/${partition}`}
          >
          </progress>{" "}
          {formatBytes(copiedBytes)} of {formatBytes(totalBytes)}
        </>
      ),
  },
  {
    label: "Action",
    cell: ({ topic, partition }) => (
      <form method="post" action="/brokers/cancel-move">
        <input type="hidden" name="topic" value={topic} />
        <input type="hidden" name="partition" value={partition} />
        <button type="submit">Cancel</button>
      </form>
    ),
  },
];
