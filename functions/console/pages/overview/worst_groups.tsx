import { GroupStateBadge, VerdictBadge } from "../../components/group_marks.tsx";
import { behindText, TimeToClear } from "../../components/lag_pace.tsx";
import { type GroupRow, groupRows, isLeft, worstGroups } from "../../live/group_trouble.ts";
import type { Sampler } from "../../live/sampler.ts";
import { count, formatCount } from "../../web/text/format.ts";
import { type Html, path } from "../../web/html.ts";
import { type Column, Table } from "../../web/table.tsx";
import { nameText } from "../../web/text/unseen.ts";

/** How many groups the overview names. */
const NAMED = 5;

/** The groups in most trouble. */
export function WorstGroups({ sampler }: { sampler: Sampler }): Html {
  const { groups, verdicts } = sampler.latest;
  const all = groups?.value?.groups;
  if (all === undefined) return <p class="empty">{groups?.trouble ?? "Not asked yet."}</p>;
  const rows = groupRows(all, sampler.lagWatch, verdicts?.value);
  const left = rows.filter((row) => row.totalLag > 0 && isLeft(row));
  return (
    <>
      <Table
        caption="Groups that are behind"
        columns={columns(verdicts !== undefined)}
        rows={worstGroups(rows, NAMED)}
        empty="No group that somebody reads as is behind."
      />
      {left.length > 0 && (
        <p class="muted">
          <a href="/groups?show=left">{count(left.length, "group")} without readers</a>, where
          nothing new comes in: {formatCount(left.reduce((sum, { totalLag }) => sum + totalLag, 0))}
          {" "}
          behind.
        </p>
      )}
    </>
  );
}

function columns(hasVerdicts: boolean): Column<GroupRow>[] {
  const verdict: Column<GroupRow> = {
    label: "Burrow",
    cell: ({ verdict }) => <VerdictBadge verdict={verdict} />,
  };
  return [
    { label: "Group", cell: ({ group }) => <a href={path("groups", group)}>{nameText(group)}</a> },
    { label: "State", cell: ({ state }) => <GroupStateBadge state={state} /> },
    ...(hasVerdicts ? [verdict] : []),
    { label: "Lag", numeric: true, cell: ({ totalLag }) => formatCount(totalLag) },
    { label: "Behind", numeric: true, cell: ({ pace }) => behindText(pace) },
    { label: "Clear in", numeric: true, cell: ({ pace }) => <TimeToClear pace={pace} /> },
  ];
}
