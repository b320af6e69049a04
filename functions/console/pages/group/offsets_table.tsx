import type { GroupDetail, GroupOffset } from "../../../../kafka/admin/groups/group_detail.ts";
import { LastStableOffset } from "../../components/log_end.tsx";
import { VerdictBadge } from "../../components/group_marks.tsx";
import type { Evaluation } from "../../sources/burrow.ts";
import { formatCount } from "../../web/format.ts";
import { type Html, path } from "../../web/html.ts";
import { type Column, Table } from "../../web/table.tsx";
import { nameText } from "../../web/unseen.ts";

/** Where a group is in each partition, and how far behind. */
export function OffsetsTable(
  { group, evaluation }: { group: GroupDetail; evaluation?: Evaluation },
): Html {
  return (
    <Table
      caption={`Offsets of ${nameText(group.group)}`}
      columns={offsetColumns(group, evaluation)}
      rows={group.offsets}
      empty="It has committed no offsets."
    />
  );
}

function offsetColumns(group: GroupDetail, evaluation?: Evaluation): Column<GroupOffset>[] {
  const clients = new Map(group.members.map(({ memberId, clientId }) => [memberId, clientId]));
  const verdict: Column<GroupOffset> = {
    label: "Burrow",
    cell: ({ topic, partition }) => (
      <VerdictBadge verdict={evaluation?.partitions.get(`${topic}/${partition}`)?.verdict} />
    ),
  };
  return [
    { label: "Topic", cell: ({ topic }) => <a href={path("topics", topic)}>{topic}</a> },
    { label: "Partition", numeric: true, cell: ({ partition }) => partition },
    { label: "Committed", numeric: true, cell: ({ committed }) => formatCount(committed) },
    { label: "Last stable offset", numeric: true, cell: (row) => <LastStableOffset {...row} /> },
    { label: "Lag", numeric: true, cell: ({ lag }) => formatCount(lag) },
    ...(evaluation ? [verdict] : []),
    { label: "Read by", cell: ({ memberId }) => memberId && (clients.get(memberId) ?? memberId) },
  ];
}
