/**
 * How many records a group is behind in a partition: those between what it has committed and the
 * end of the log, never less than none. Not known where either is not.
 */
export function lagOf(committed: number | undefined, end: number | undefined): number | undefined {
  if (committed === undefined || committed < 0 || end === undefined) return undefined;
  return Math.max(0, end - committed);
}
