import type { GroupSummary } from "../../../../kafka/admin/groups/group_summaries.ts";
import type { RecordPlace } from "../../components/records/record_path.ts";
import { count, formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { Table } from "../../web/table.tsx";

/** How many groups are shown: those that stand nearest to the record. */
const SHOWN = 20;

/** Where a group stands in the record's partition. */
interface Commit {
  group: string;
  /** The offset that it reads next. */
  committed: number;
}

/** Which groups have read a record, and which are yet to come to it. */
export function GroupCommits(
  { place, groups }: { place: RecordPlace; groups: readonly GroupSummary[] },
): Html {
  const commits = commitsNear(place, groups);
  const { offset } = place;
  return (
    <Table
      caption="Groups that read this partition"
      columns={[
        {
          label: "Group",
          cell: ({ group }) => <a href={path("groups", group)}>{group}</a>,
        },
        { label: "Reads next", numeric: true, cell: ({ committed }) => formatCount(committed) },
        {
          label: "This record",
          cell: ({ committed }) =>
            committed > offset
              ? `is read: ${count(committed - offset, "offset")} ago`
              : committed === offset
              ? "comes next"
              : `comes after ${count(offset - committed, "offset")}`,
        },
      ]}
      rows={commits}
      empty="No group has committed an offset of this partition."
    />
  );
}

function commitsNear(
  { topic, partition, offset }: RecordPlace,
  groups: readonly GroupSummary[],
): Commit[] {
  const distance = ({ committed }: Commit) => Math.abs(committed - offset);
  return groups.flatMap(({ group, lags }) =>
    lags.filter((lag) => lag.topic === topic && lag.partition === partition)
      .flatMap(({ committed }) => committed === undefined ? [] : [{ group, committed }])
  ).sort((a, b) => distance(a) - distance(b)).slice(0, SHOWN);
}
