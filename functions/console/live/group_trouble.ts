/**
 * Which groups are in trouble, and how much: the same order wherever groups are listed.
 *
 * @module
 */
import type { LagPace } from "../../../kafka/admin/groups/lag_pace.ts";
import type { LagWatch } from "../../../kafka/admin/groups/lag_watch.ts";
import type { GroupSummary } from "../../../kafka/admin/groups/group_summaries.ts";
import type { Verdict } from "../sources/burrow.ts";

/** A group, with what is known of its lag. */
export interface GroupRow extends GroupSummary {
  pace?: LagPace;
  verdict?: Verdict;
}

/** Groups with the pace of their lag and Burrow's verdicts. */
export function groupRows(
  groups: readonly GroupSummary[],
  lagWatch: LagWatch,
  verdicts?: ReadonlyMap<string, Verdict>,
): GroupRow[] {
  return groups.map((group) => ({
    ...group,
    pace: lagWatch.ofGroup(group),
    verdict: verdicts?.get(group.group),
  }));
}

/** Whether nobody reads as this group, and nothing new waits for it either. */
export function isLeft({ state, members, pace }: GroupRow): boolean {
  return members === 0 && (state === "Empty" || state === "Dead") && !((pace?.growth ?? 0) > 0);
}

/**
 * How much trouble a group is in: first those whose lag does not fall, then what Burrow finds bad,
 * then whatever lags; within each the one whose records have waited for the longest time.
 */
export function troubleOf({ totalLag, pace, verdict }: GroupRow): number {
  if (totalLag === 0) return 0;
  const isBad = verdict !== undefined && verdict !== "OK" && verdict !== "NOTFOUND";
  const level = pace?.secondsToClear === Infinity ? 3 : isBad ? 2 : 1;
  const waiting = Math.min(pace?.secondsBehind ?? 0, 999_999);
  return level * 1e9 + Math.floor(waiting) * 1e3 + Math.min(totalLag / 1e9, 999);
}

/** The groups in most trouble that somebody reads as, the worst first. */
export function worstGroups(rows: readonly GroupRow[], most: number): GroupRow[] {
  return rows.filter((row) => row.totalLag > 0 && !isLeft(row))
    .sort((a, b) => troubleOf(b) - troubleOf(a))
    .slice(0, most);
}
