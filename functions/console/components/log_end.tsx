/**
 * Where a partition's log ends: the high watermark, and where committed records end, the last stable
 * offset. They differ while a transaction is open, and then both are shown, each by its name.
 *
 * @module
 */
import { formatCount } from "../web/text/format.ts";
import type { Html } from "../web/html.ts";
import { Badge } from "../web/text/marks.tsx";

/** What is known of the end of a log. */
interface LogEndProps {
  /** Up to where committed records are read. */
  lastStableOffset?: number;
  /** The high watermark. */
  endOffset?: number;
}

/** The high watermark. */
export function HighWatermark(end: LogEndProps): Html {
  const stable = `last stable offset ${formatCount(end.lastStableOffset)}`;
  return (
    <>
      {isOpen(end) && <Badge tone="warn">open transaction: {stable}</Badge>}
      {formatCount(end.endOffset)}
    </>
  );
}

/** The last stable offset. */
export function LastStableOffset(end: LogEndProps): Html {
  const high = `high watermark ${formatCount(end.endOffset)}`;
  return (
    <>
      {isOpen(end) && <Badge tone="warn">open transaction: {high}</Badge>}
      {formatCount(end.lastStableOffset)}
    </>
  );
}

function isOpen({ lastStableOffset, endOffset }: LogEndProps): boolean {
  return lastStableOffset !== undefined && endOffset !== undefined && lastStableOffset < endOffset;
}
