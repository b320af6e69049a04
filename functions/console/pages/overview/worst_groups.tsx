import { GroupStateBadge, VerdictBadge } from "../../components/group_marks.tsx";
import { behindText, TimeToClear } from "../../components/lag_pace.tsx";
import { type GroupRow, groupRows, worstGroups } from "../../live/group_trouble.ts";
import type { Sampler } from "../../live/sampler.ts";
import { formatCount } from "../../web/text/format.ts";
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
  return (
    <Table
      caption="Groups that are behind"
      columns={columns(verdicts !== undefined)}
      rows={worstGroups(groupRows(all, sampler.lagWatch, verdicts?.value), NAMED)}
      empty="No group that somebody reads as is behind."
    />
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
