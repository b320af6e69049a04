/**
 * How many records a group is behind in a partition: those between what it has committed and the last
 * stable offset, never less than none. Where nothing is committed, all that the log has is unread, and
 * what the log no longer has cannot be read: so it counts from the log's start. Not known where it is
 * not known where to count from, or up to where. Offsets that hold no record for a consumer count as
 * well, such as those of aborted transactions, until the group commits behind them.
 *
 * @param lastStable the offset of the first record of an open transaction, else the log's end.
 * @param logStart the offset of the oldest record; where it is not given, only commits count.
 */
export function lagOf(
  committed: number | undefined,
  lastStable: number | undefined,
  logStart?: number,
): number | undefined {
  const next = nextToRead(committed, logStart);
  if (next === undefined || lastStable === undefined) return undefined;
  return Math.max(0, lastStable - next);
}

/** The offset of the next record that a group has not read; `undefined` where nothing tells it. */
export function nextToRead(
  committed: number | undefined,
  logStart: number | undefined,
): number | undefined {
  if (committed === undefined || committed < 0) return logStart;
  return logStart === undefined ? committed : Math.max(committed, logStart);
}
