import type { GroupOffset } from "../../../../kafka/admin/groups/group_detail.ts";
import { VerdictBadge } from "../../components/group_marks.tsx";
import { behindText, TimeToClear } from "../../components/lag_pace.tsx";
import { LastStableOffset } from "../../components/log_end.tsx";
import { formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Badge } from "../../web/text/marks.tsx";
import { list, ListTable } from "../../web/list.tsx";
import type { Column } from "../../web/table.tsx";
import { cutText } from "../../web/text/cut_text.ts";
import { nameText } from "../../web/text/unseen.ts";
import type { GroupState } from "./group_query.ts";

/** How much of a reader's name is shown, in characters. */
const READER = 80;

/** Where a group is in each partition, and how far behind. */
export function OffsetsTable({ query, ...state }: GroupState & { query: URLSearchParams }): Html {
  const { group } = state;
  const listed = list(query, {
    rows: [...group.offsets],
    text: ({ topic }) => topic,
    orders: {
      topic: ({ topic, partition }) => `${topic} ${`${partition}`.padStart(9, "0")}`,
      lag: ({ lag = -1 }) => lag,
    },
    order: "topic",
  });
  return (
    <ListTable
      list={listed}
      noun="partition"
      caption={`Offsets of ${nameText(group.group)}`}
      columns={offsetColumns(state)}
      empty="It has committed no offsets."
    />
  );
}

function offsetColumns({ group, evaluation, paceOf }: GroupState): Column<GroupOffset>[] {
  const clients = new Map(group.members.map(({ memberId, clientId }) => [memberId, clientId]));
  const verdict: Column<GroupOffset> = {
    label: "Burrow",
    cell: ({ topic, partition }) => (
      <VerdictBadge verdict={evaluation?.partitions.get(`${topic}/${partition}`)?.verdict} />
    ),
  };
  return [
    {
      label: "Topic",
      sort: "topic",
      cell: ({ topic }) => <a href={path("topics", topic)}>{topic}</a>,
    },
    { label: "Partition", numeric: true, cell: ({ partition }) => partition },
    { label: "Committed", numeric: true, cell: (row) => <CommittedOffset {...row} /> },
    { label: "Last stable offset", numeric: true, cell: (row) => <LastStableOffset {...row} /> },
    { label: "Lag", numeric: true, sort: "lag", cell: ({ lag }) => formatCount(lag) },
    { label: "Behind", numeric: true, cell: (row) => behindText(paceOf(row)) },
    { label: "Clear in", numeric: true, cell: (row) => <TimeToClear pace={paceOf(row)} /> },
    ...(evaluation ? [verdict] : []),
    {
      label: "Read by",
      cell: ({ memberId }) => memberId && cutText(clients.get(memberId) ?? memberId, READER),
    },
    { label: "Offset", cell: (row) => <ResetLink group={group.group} {...row} /> },
  ];
}

/** The committed offset, as a link to the record that is read next. */
function CommittedOffset(
  { topic, partition, committed, startOffset = 0, lastStableOffset = 0 }: GroupOffset,
): Html {
  if (committed === undefined) return <Badge tone="warn">never</Badge>;
  if (committed < startOffset || committed >= lastStableOffset) {
    return <>{formatCount(committed)}</>;
  }
  const query = new URLSearchParams({
    partition: `${partition}`,
    from: "offset",
    offset: `${committed}`,
    limit: "1",
  });
  return (
    <a
      href={`${path("topics", topic, "records")}?${query}`}
      title="The record that is read next"
    >
      {formatCount(committed)}
    </a>
  );
}

function ResetLink({ group, topic, partition }: GroupOffset & { group: string }): Html {
  const query = new URLSearchParams({ topic, partition: `${partition}` });
  return (
    <a
      href={`${path("groups", group, "reset")}?${query}`}
      aria-label={`Reset the offset of ${topic} ${partition}`}
    >
      Reset…
    </a>
  );
}
