import { type LagPace, paceOf, waitingFor } from "../../../kafka/admin/groups/lag_pace.ts";
import type { GroupPartition } from "../storage/storage.ts";

/** The pace is that of about this long, in ms. */
const WINDOW = 60_000;

/**
 * How far behind a group is in a partition in time, from its commits and the looks at the log's end;
 * `undefined` where its next offset is not known, or the log was not looked at.
 *
 * @param now in ms since the Unix epoch.
 */
export function partitionPace(
  { commits, next, currentLag, looks }: GroupPartition,
  now: number,
): LagPace | undefined {
  const waiting = next === undefined ? undefined : waitingFor(looks, next, now);
  if (next === undefined || waiting === undefined) return undefined;
  const at = Math.max(now - WINDOW, looks[0].at, commits[0]?.timestamp ?? 0);
  const before = (commits.findLast(({ timestamp }) => timestamp <= at) ?? commits[0])?.offset ??
    next;
  const { end } = looks.findLast((look) => look.at <= at) ?? looks[0];
  const then = { at, next: before, lag: Math.max(0, end - before) };
  // A group that was set back has another way to go.
  const lags = before > next ? [] : [then];
  return { ...waiting, ...paceOf([...lags, { at: now, next, lag: currentLag }]) };
}
