import { formatBytes, formatDuration } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { type Column, Table } from "../../web/table.tsx";
import type { Reading } from "../../live/rates/reading.ts";
import type { Sample } from "../../live/memory/sample.ts";

interface NodeRow {
  name: string;
  href?: string;
  role: string;
  address: string;
  state: string;
  isUp: boolean;
  uptimeMs?: number;
  memoryBytes?: number;
}

const COLUMNS: readonly Column<NodeRow>[] = [
  { label: "Node", cell: ({ name, href }) => href ? <a href={href}>{name}</a> : name },
  { label: "State", cell: (row) => <Badge tone={row.isUp ? "ok" : "bad"}>{row.state}</Badge> },
  { label: "Role", cell: ({ role }) => role },
  { label: "Address", cell: ({ address }) => <code>{address}</code> },
  { label: "Uptime", numeric: true, cell: ({ uptimeMs }) => formatDuration(uptimeMs) },
  { label: "Memory", numeric: true, cell: ({ memoryBytes }) => formatBytes(memoryBytes) },
];

/** Every process of the lab that the console knows of. */
export function Nodes({ sample }: { sample: Sample }): Html {
  const rows = [...members(sample), ...brokers(sample), ...functions(sample)];
  const isMeasured = sample.brokers.some(({ id }) =>
    sample.processes.has(sample.brokerNames.get(id) ?? "")
  );
  return (
    <>
      <Table caption="Nodes" columns={COLUMNS} rows={rows} empty="No node was found yet." />
      {sample.ensemble === undefined && (
        <p class="hint">
          The ZooKeeper ensemble is shown here when <code>ZOOKEEPER_ADMIN</code> is set.
        </p>
      )}
      {!isMeasured && (
        <p class="hint">
          Memory and uptime of brokers are shown here when <code>NODE_METRICS</code> is set.
        </p>
      )}
    </>
  );
}

/** Memory and uptime of a process, while it is up. */
function measured({ processes }: Sample, name: string, isUp: boolean): Partial<NodeRow> {
  const { startedAtMs, memoryBytes } = (isUp && processes.get(name)) || {};
  return { memoryBytes, uptimeMs: startedAtMs && Date.now() - startedAtMs };
}

function members(sample: Sample): NodeRow[] {
  return (sample.ensemble ?? []).map(({ name, address, state, role, figures }) => {
    const isUp = state === "up";
    return {
      name,
      href: "/zookeeper",
      role: role ?? "",
      address,
      state,
      isUp,
      ...measured(sample, name, isUp),
      uptimeMs: figures?.uptimeMs,
    };
  });
}

function brokers(sample: Sample): NodeRow[] {
  const overview = sample.kafka?.value;
  const up = new Set(overview?.brokers.map(({ id }) => id));
  return sample.brokers.map(({ id, host, port }) => {
    const isUp = up.has(id);
    const name = sample.brokerNames.get(id) ?? `broker ${id}`;
    return {
      name,
      href: path("brokers", id),
      role: overview?.controller === id ? "broker, controller" : "broker",
      address: `${host}:${port}`,
      state: isUp ? "up" : "down",
      isUp,
      ...measured(sample, name, isUp),
    };
  });
}

function functions(sample: Sample): NodeRow[] {
  const readings: [string, Reading<unknown> | undefined][] = [
    ["producer", sample.producer],
    ["consumer", sample.consumer],
    ["rest", sample.rest],
    ["burrow", sample.verdicts],
    ...[...sample.own].map(([name, { status }]): [string, Reading<unknown>] => [name, status]),
  ];
  return readings.flatMap(([name, reading]) => {
    if (reading === undefined) return [];
    const isUp = reading.trouble === undefined;
    const address = sample.addresses.get(name) ?? "";
    const state = isUp ? "up" : "down";
    const href = sample.own.has(name) ? path("functions", name) : undefined;
    return { name, href, role: "function", address, state, isUp, ...measured(sample, name, isUp) };
  });
}
