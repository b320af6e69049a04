import type { BrokerDetail } from "../../../../kafka/admin/broker_detail.ts";
import type { LogDir } from "../../../../kafka/admin/replicas/log_dirs.ts";
import { logBytes } from "../../components/log_size.ts";
import { formatBytes, formatCount } from "../../web/text/format.ts";
import type { Html } from "../../web/html.ts";
import { Badge, Stat } from "../../web/text/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";

/** What a broker is, and how much it leads and holds. */
export function BrokerFigures({ broker }: { broker: BrokerDetail }): Html {
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

/** Where a broker keeps its logs. */
export function LogDirTable({ broker: { id, logDirs } }: { broker: BrokerDetail }): Html {
  return (
    <Table
      caption={`Log directories of broker ${id}`}
      columns={DIRECTORY_COLUMNS}
      rows={logDirs}
      empty="It does not tell its log directories."
    />
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
