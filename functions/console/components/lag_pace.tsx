/**
 * How far behind a group is in time, and when it will be through, in words.
 *
 * @module
 */
import type { LagPace } from "../../../kafka/admin/groups/lag_pace.ts";
import { formatDuration, formatRate, UNKNOWN } from "../web/text/format.ts";
import type { Html } from "../web/html.ts";
import { Badge } from "../web/text/marks.tsx";

/** For how long the oldest unread record waits: `45s`; `> 5m` where it was there at the first look. */
export function behindText(pace: LagPace | undefined): string {
  if (pace === undefined) return UNKNOWN;
  const { secondsBehind, isAtLeast } = pace;
  if (secondsBehind === 0) return isAtLeast ? UNKNOWN : "0s";
  return `${isAtLeast ? "> " : ""}${formatDuration(Math.max(1, secondsBehind) * 1_000)}`;
}

/** Whether there is lag that does not become less. */
export function isStuck(pace: LagPace | undefined): boolean {
  return pace?.secondsToClear === Infinity;
}

/** When there will be no lag at the pace of now, or that there will always be. */
export function TimeToClear({ pace }: { pace: LagPace | undefined }): Html {
  const { secondsToClear, growth = 0 } = pace ?? {};
  if (secondsToClear === undefined) return <>{UNKNOWN}</>;
  if (secondsToClear === 0) return <>0s</>;
  if (secondsToClear !== Infinity) {
    return <>{formatDuration(Math.max(1, secondsToClear) * 1_000)}</>;
  }
  return growth > 0
    ? <Badge tone="bad">grows by {formatRate(growth)}/s</Badge>
    : <Badge tone="warn">stands still</Badge>;
}
