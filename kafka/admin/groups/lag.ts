/**
 * How many records a group is behind in a partition: those between what it has committed and the last
 * stable offset, never less than none. Not known where either is not. Offsets that hold no record for
 * a consumer count as well, such as those of aborted transactions, until the group commits behind
 * them.
 *
 * @param lastStable the offset of the first record of an open transaction, else the log's end.
 */
export function lagOf(
  committed: number | undefined,
  lastStable: number | undefined,
): number | undefined {
  if (committed === undefined || committed < 0 || lastStable === undefined) return undefined;
  return Math.max(0, lastStable - committed);
}
