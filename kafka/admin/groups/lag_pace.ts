/**
 * What lag means in time: since when the next record waits, and when there will be none left at the
 * pace of now. Both come from looks at the log's end and at what is committed, so that no record is
 * read for them, and no clock counts but the one of who looks.
 *
 * @module
 */

/** Where a log ended at a time, in ms. */
export interface LogEndAt {
  at: number;
  end: number;
}

/** How many records a group was behind at a time, in ms, and the offset of the next one it reads. */
export interface LagAt {
  at: number;
  next: number;
  lag: number;
}

/** How lag is in time. */
export interface LagPace {
  /** For how long the next record to read has been in the log, in s; 0: there is none. */
  secondsBehind: number;
  /** Whether it was there already at the first look: then it waits for longer than that. */
  isAtLeast: boolean;
  /** How fast the lag grows, in records a second; below 0 it falls. Absent: not known yet. */
  growth?: number;
  /** When it will be gone, in s; Infinity: never, at this pace. Absent: not known yet. */
  secondsToClear?: number;
}

/** Looks that are closer together than this tell no pace, in ms. */
const SHORTEST = 4_000;

/**
 * For how long the record at an offset has been in the log, in s: it came between the last look that
 * did not find it and the first one that did. `undefined` without a look.
 *
 * @param ends oldest first.
 * @param next the offset of the record: the next one to read.
 * @param now in ms.
 */
export function waitingFor(
  ends: readonly LogEndAt[],
  next: number,
  now: number,
): Pick<LagPace, "secondsBehind" | "isAtLeast"> | undefined {
  if (ends.length === 0) return undefined;
  const found = ends.findIndex(({ end }) => end > next);
  if (found < 0) return { secondsBehind: 0, isAtLeast: false };
  const seconds = (at: number) => Math.max(0, (now - at) / 1_000);
  if (found === 0) return { secondsBehind: seconds(ends[0].at), isAtLeast: true };
  const [before, after] = [ends[found - 1], ends[found]];
  const share = (next + 1 - before.end) / (after.end - before.end);
  return { secondsBehind: seconds(before.at + share * (after.at - before.at)), isAtLeast: false };
}

/**
 * How fast lag grew from the first look to the last, and when it will be gone if it goes on so. A group
 * that read more in that time than waits for it now keeps up: its lag comes and goes with its commits.
 *
 * @param lags oldest first.
 */
export function paceOf(lags: readonly LagAt[]): Pick<LagPace, "growth" | "secondsToClear"> {
  const [first, last] = [lags[0], lags.at(-1)];
  if (last?.lag === 0) return { growth: 0, secondsToClear: 0 };
  if (first === undefined || last === undefined || last.at - first.at < SHORTEST) return {};
  const growth = (last.lag - first.lag) * 1_000 / (last.at - first.at);
  if (growth < 0) return { growth, secondsToClear: last.lag / -growth };
  const read = last.next - first.next;
  if (read < last.lag) return { growth, secondsToClear: Infinity };
  return { growth: 0, secondsToClear: last.lag * (last.at - first.at) / 1_000 / read };
}

/** That of a whole group: it is behind as its worst partition is. `undefined` without any. */
export function worstPace(paces: readonly LagPace[]): LagPace | undefined {
  if (paces.length === 0) return undefined;
  const worst = paces.reduce((a, b) => b.secondsBehind > a.secondsBehind ? b : a);
  const { secondsBehind } = worst;
  const isAtLeast = paces.some((one) => one.isAtLeast && one.secondsBehind === secondsBehind);
  const clear = paces.map(({ secondsToClear }) => secondsToClear);
  if (clear.includes(undefined)) return { secondsBehind, isAtLeast };
  const growth = paces.reduce((sum, one) => sum + one.growth!, 0);
  return { secondsBehind, isAtLeast, growth, secondsToClear: Math.max(...clear as number[]) };
}
