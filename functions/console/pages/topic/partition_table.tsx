import type { PartitionDetail } from "../../../../kafka/admin/topics/topic_detail.ts";
import { HighWatermark } from "../../components/log_end.tsx";
import { formatBytes, formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { list, ListTable } from "../../web/list.tsx";
import type { Column } from "../../web/table.tsx";

interface PartitionTableProps {
  topic: string;
  partitions: readonly PartitionDetail[];
  /** Of the page: how they are sorted, and from where on. */
  query: URLSearchParams;
}

/** The partitions of a topic, and where they are. */
export function PartitionTable({ topic, partitions, query }: PartitionTableProps): Html {
  const listed = list(query, {
    rows: [...partitions],
    text: () => "",
    orders: {
      partition: ({ partition }) => partition,
      high: ({ endOffset = 0 }) => endOffset,
      size: ({ sizeBytes = 0 }) => sizeBytes,
    },
    order: "partition",
  });
  return (
    <ListTable
      list={listed}
      noun="partition"
      caption={`Partitions of ${topic}`}
      columns={COLUMNS}
      empty="It has no partitions."
    />
  );
}

const COLUMNS: readonly Column<PartitionDetail>[] = [
  { label: "Partition", sort: "partition", cell: ({ partition }) => partition },
  {
    label: "Leader",
    cell: ({ leader, replicas }) => (
      <>
        {leader === undefined
          ? <Badge tone="bad">none</Badge>
          : <a href={path("brokers", leader)}>{leader}</a>}
        {leader !== undefined && leader !== replicas[0] && <Badge tone="warn">not preferred</Badge>}
      </>
    ),
  },
  { label: "Replicas", folds: true, cell: ({ replicas }) => replicas.join(", ") },
  {
    label: "In sync",
    folds: true,
    cell: ({ isr, replicas }) => (
      <Badge tone={isr.length === replicas.length ? "ok" : "warn"}>
        {isr.toSorted((a, b) => a - b).join(", ") || "none"}
      </Badge>
    ),
  },
  { label: "First offset", numeric: true, cell: (row) => formatCount(row.startOffset) },
  {
    ...{ label: "High watermark", numeric: true, sort: "high" },
    cell: (row) => <HighWatermark {...row} />,
  },
  {
    ...{ label: "Size", numeric: true, sort: "size" },
    cell: ({ sizeBytes }) => formatBytes(sizeBytes),
  },
];
