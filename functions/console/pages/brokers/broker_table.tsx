import type { BrokerDetail } from "../../../../kafka/admin/broker_detail.ts";
import type { LogDir } from "../../../../kafka/admin/replicas/log_dirs.ts";
import { logBytes } from "../../components/log_size.ts";
import {
  count,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
} from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { BrokerRow } from "./brokers_query.ts";

/** The brokers, and what each of them leads, holds and does. */
export function BrokerTable({ rows }: { rows: readonly BrokerRow[] }): Html {
  return (
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
  );
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

/** Directories may share a volume: the least that one of them has is what can be relied on. */
function usable(logDirs: readonly LogDir[]): number | undefined {
  const known = logDirs.flatMap(({ usableBytes }) => usableBytes ?? []);
  return known.length > 0 ? Math.min(...known) : undefined;
}
