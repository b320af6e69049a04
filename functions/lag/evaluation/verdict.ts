/**
 * Burrow's rules: how a group fares in one partition, by its commits. See Burrow's wiki, "Consumer
 * Lag Evaluation Rules", and the table of cases in verdict_test.ts.
 *
 * @module
 */
import type { Commit } from "../storage/commit_window.ts";

/** What can be said of a partition. */
export type PartitionVerdict = "OK" | "WARN" | "STOP" | "STALL" | "REWIND";

/** What can be said of a group. */
export type GroupVerdict = "NOTFOUND" | "OK" | "WARN" | "ERR";

/** Burrow's numbers of the verdicts, by which they are compared. */
export const SEVERITY: Record<PartitionVerdict | GroupVerdict, number> = {
  NOTFOUND: 0,
  OK: 1,
  WARN: 2,
  ERR: 3,
  STOP: 4,
  STALL: 5,
  REWIND: 6,
};

/** What a verdict is based on. */
export interface Evidence {
  /** Oldest first; at least one. */
  commits: readonly Pick<Commit, "offset" | "timestamp" | "lag">[];
  /** Where the partition's log ended at the last looks. */
  logEnds: readonly number[];
  currentLag: number;
  /** ms since the Unix epoch. */
  now: number;
  /** Up to how much lag is no lag, in records. */
  allowedLag: number;
}

/** The verdict of the first rule that says something. */
export function judge(evidence: Evidence): PartitionVerdict {
  const { commits, currentLag, allowedLag } = evidence;
  if (currentLag <= allowedLag) return "OK";
  if (hasStopped(evidence) && !wasCaughtUp(evidence)) return "STOP";
  if (hasRewound(commits)) return "REWIND";
  if (commits.some(({ lag }) => lag !== null && lag <= allowedLag)) return "OK";
  if (commits.every(({ offset }) => offset === commits[0].offset)) return "STALL";
  return lagNeverDecreased(commits) ? "WARN" : "OK";
}

/** It has been silent for longer than its commits span. Burrow's clock has whole seconds. */
function hasStopped({ commits, now }: Evidence): boolean {
  const [first, last] = [commits[0].timestamp, commits.at(-1)!.timestamp];
  return Math.floor(now / 1000) * 1000 - last > last - first;
}

/** Its last commit was at the log's end not long ago: the records behind it are new. */
function wasCaughtUp({ commits, logEnds }: Evidence): boolean {
  const { offset } = commits.at(-1)!;
  return logEnds.some((end) => end <= offset);
}

/** It went back, and has not reached its old offset again. */
function hasRewound(commits: Evidence["commits"]): boolean {
  const back = commits.findIndex(({ offset }, i) => i > 0 && offset < commits[i - 1].offset);
  if (back < 0) return false;
  const { offset } = commits[back - 1];
  return commits.slice(back).every((later) => later.offset < offset);
}

function lagNeverDecreased(commits: Evidence["commits"]): boolean {
  const lags = commits.flatMap(({ lag }) => lag === null ? [] : [lag]);
  return lags.every((lag, i) => i === 0 || lag >= lags[i - 1]);
}
