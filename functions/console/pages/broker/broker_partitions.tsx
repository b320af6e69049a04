import type { BrokerDetail } from "../../../../kafka/admin/broker_detail.ts";
import type { PartitionReplicas } from "../../../../kafka/admin/replicas/partition_replicas.ts";
import { formatBytes } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { list, ListTable } from "../../web/list.tsx";
import { Badge } from "../../web/text/marks.tsx";
import type { Column } from "../../web/table.tsx";

interface BrokerPartitionsProps {
  broker: BrokerDetail;
  /** Which of them are listed. */
  query: URLSearchParams;
}

/** The partitions that a broker leads and holds. */
export function BrokerPartitions({ broker, query }: BrokerPartitionsProps): Html {
  const listed = list(query, {
    rows: broker.holds,
    text: ({ topic }) => topic,
    orders: { topic: ({ topic, partition }) => `${topic} ${`${partition}`.padStart(9, "0")}` },
    order: "topic",
  });
  return (
    <ListTable
      list={listed}
      noun="partition"
      caption={`Partitions on broker ${broker.id}`}
      columns={partitionColumns(broker)}
      empty="It holds no such partition."
    />
  );
}

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
