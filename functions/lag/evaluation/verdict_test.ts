import { assertEquals } from "@std/assert";
import { judge, type PartitionVerdict } from "./verdict.ts";

/**
 * A commit: its offset, the second it was made, and its lag then. Ten seconds lie between two commits
 * of most cases, and "now" is in seconds, too.
 */
type Row = [offset: number, second: number, lag: number | null];

interface Case {
  /** What it is about. */
  name: string;
  commits: Row[];
  /** Where the log ended at the last looks. */
  ends: number[];
  lag: number;
  now: number;
  allowed?: number;
  verdict: PartitionVerdict;
}

const FALLING_BEHIND: Row[] = [[100, 10, 50], [200, 20, 60], [300, 30, 70], [400, 40, 80]];
const CATCHING_UP: Row[] = [[100, 10, 80], [200, 20, 70], [300, 30, 60], [400, 40, 50]];
const STUCK: Row[] = [[100, 10, 50], [100, 20, 60], [100, 30, 70], [100, 40, 80]];
const KEEPING_UP: Row[] = [[100, 10, 0], [200, 20, 0], [300, 30, 0], [400, 40, 0]];

// The proof of the rules. Whoever changes a case says why; whoever finds a wrong verdict adds one.
const CASES: Case[] = [
  // Rule 1: without lag now, nothing else counts.
  { name: "no lag now", commits: FALLING_BEHIND, ends: [400], lag: 0, now: 45, verdict: "OK" },
  { name: "no lag now, silent", commits: STUCK, ends: [100], lag: 0, now: 9_999, verdict: "OK" },
  {
    name: "no lag now, after going back",
    commits: [[300, 10, 5], [100, 20, 5]],
    ends: [100],
    lag: 0,
    now: 21,
    verdict: "OK",
  },
  {
    name: "as much lag as is allowed",
    commits: STUCK,
    ends: [180],
    lag: 80,
    now: 9_999,
    allowed: 80,
    verdict: "OK",
  },
  {
    name: "one more than is allowed",
    commits: STUCK,
    ends: [181],
    lag: 81,
    now: 9_999,
    allowed: 80,
    verdict: "STOP",
  },

  // Rule 2: silent for longer than the commits span, and not caught up lately.
  {
    name: "silent for as long as the commits span",
    commits: CATCHING_UP,
    ends: [450],
    lag: 50,
    now: 70,
    verdict: "OK",
  },
  {
    name: "silent for longer",
    commits: CATCHING_UP,
    ends: [450],
    lag: 50,
    now: 71,
    verdict: "STOP",
  },
  {
    name: "the clock has whole seconds",
    commits: CATCHING_UP,
    ends: [450],
    lag: 50,
    now: 70.999,
    verdict: "OK",
  },
  {
    name: "silent, though there was no lag at any commit, as there are records now",
    commits: KEEPING_UP,
    ends: [500, 600],
    lag: 200,
    now: 71,
    verdict: "STOP",
  },
  {
    name: "silent, but caught up at one of the last looks",
    commits: KEEPING_UP,
    ends: [400, 400, 401],
    lag: 1,
    now: 9_999,
    verdict: "OK",
  },
  {
    name: "silent, and the look when it was caught up has gone from the window",
    commits: KEEPING_UP,
    ends: [401, 401, 401],
    lag: 1,
    now: 9_999,
    verdict: "STOP",
  },
  {
    name: "silent, caught up lately, but behind at every commit: the next rules say",
    commits: FALLING_BEHIND,
    ends: [400, 480],
    lag: 80,
    now: 9_999,
    verdict: "WARN",
  },
  {
    name: "one commit only, which spans nothing",
    commits: [[100, 10, 50]],
    ends: [150],
    lag: 50,
    now: 11,
    verdict: "STOP",
  },
  {
    name: "stopped is said before gone back",
    commits: [[300, 10, 50], [100, 20, 250]],
    ends: [350],
    lag: 250,
    now: 9_999,
    verdict: "STOP",
  },

  // Rule 3: gone back, and not where it was again.
  {
    name: "gone back",
    commits: [[100, 10, 50], [300, 20, 60], [200, 30, 200], [250, 40, 160]],
    ends: [410],
    lag: 160,
    now: 45,
    verdict: "REWIND",
  },
  {
    name: "gone back, though there was no lag before",
    commits: [[100, 10, 0], [300, 20, 0], [200, 30, 200]],
    ends: [400],
    lag: 200,
    now: 35,
    verdict: "REWIND",
  },
  {
    name: "gone back, and exactly where it was again",
    commits: [[100, 10, 50], [300, 20, 60], [200, 30, 200], [300, 40, 160]],
    ends: [460],
    lag: 160,
    now: 45,
    verdict: "OK",
  },
  {
    name: "gone back, and one short of where it was",
    commits: [[100, 10, 50], [300, 20, 60], [200, 30, 200], [299, 40, 160]],
    ends: [459],
    lag: 160,
    now: 45,
    verdict: "REWIND",
  },
  {
    name: "gone back twice, and beyond where it was the first time: only that counts",
    commits: [[300, 10, 50], [200, 20, 150], [400, 30, 60], [350, 40, 150]],
    ends: [500],
    lag: 150,
    now: 45,
    verdict: "OK",
  },
  {
    name: "gone back with the last commit",
    commits: [[100, 10, 50], [200, 20, 60], [300, 30, 70], [0, 40, 400]],
    ends: [400],
    lag: 400,
    now: 45,
    verdict: "REWIND",
  },

  // Rule 4: no lag at any of the commits.
  {
    name: "falling behind, from no lag",
    commits: [[100, 10, 0], [200, 20, 60], [300, 30, 70], [400, 40, 80]],
    ends: [480],
    lag: 80,
    now: 45,
    verdict: "OK",
  },
  {
    name: "stuck, but there was no lag at first: another commit turns it to STALL",
    commits: [[100, 10, 0], [100, 20, 60], [100, 30, 70], [100, 40, 80]],
    ends: [180],
    lag: 80,
    now: 45,
    verdict: "OK",
  },
  {
    name: "as much lag as is allowed at one commit",
    commits: FALLING_BEHIND,
    ends: [480],
    lag: 80,
    now: 45,
    allowed: 50,
    verdict: "OK",
  },
  {
    name: "more than is allowed at every commit",
    commits: FALLING_BEHIND,
    ends: [480],
    lag: 80,
    now: 45,
    allowed: 49,
    verdict: "WARN",
  },
  {
    name: "no lag is not the same as a lag that is not known",
    commits: [[100, 10, null], [200, 20, 60], [300, 30, 70]],
    ends: [370],
    lag: 70,
    now: 35,
    verdict: "WARN",
  },

  // Rule 5: the same offset all the time.
  { name: "stuck", commits: STUCK, ends: [180], lag: 80, now: 45, verdict: "STALL" },
  {
    name: "stuck, and nothing comes",
    commits: [[100, 10, 50], [100, 20, 50], [100, 30, 50]],
    ends: [150],
    lag: 50,
    now: 35,
    verdict: "STALL",
  },
  {
    name: "stuck, but for the first commit",
    commits: [[99, 10, 50], [100, 20, 60], [100, 30, 70], [100, 40, 80]],
    ends: [180],
    lag: 80,
    now: 45,
    verdict: "WARN",
  },
  {
    name: "one commit only counts as stuck, where it has not stopped",
    commits: [[100, 10, 50]],
    ends: [100, 150],
    lag: 50,
    now: 15,
    verdict: "STALL",
  },

  // Rule 6: moving, and the lag never shrinks.
  {
    name: "falling behind",
    commits: FALLING_BEHIND,
    ends: [480],
    lag: 80,
    now: 45,
    verdict: "WARN",
  },
  {
    name: "as far behind all the time",
    commits: [[100, 10, 50], [200, 20, 50], [300, 30, 50]],
    ends: [350],
    lag: 50,
    now: 35,
    verdict: "WARN",
  },
  {
    name: "falling behind, with lags that are not known",
    commits: [[100, 10, 50], [150, 15, null], [200, 20, 60], [250, 25, null], [300, 30, 70]],
    ends: [370],
    lag: 70,
    now: 35,
    verdict: "WARN",
  },
  {
    name: "the lag shrinks across one that is not known",
    commits: [[100, 10, 50], [150, 15, null], [200, 20, 40], [300, 30, 70]],
    ends: [370],
    lag: 70,
    now: 35,
    verdict: "OK",
  },

  // Rule 7: it catches up, at least now and then.
  { name: "catching up", commits: CATCHING_UP, ends: [450], lag: 50, now: 45, verdict: "OK" },
  {
    name: "falling behind, but for once",
    commits: [[100, 10, 50], [200, 20, 60], [300, 30, 59], [400, 40, 80]],
    ends: [480],
    lag: 80,
    now: 45,
    verdict: "OK",
  },
];

CASES.forEach(({ name, commits, ends, lag, now, allowed = 0, verdict }, i) => {
  Deno.test(`judge() case ${i}: ${name}: ${verdict}`, () => {
    const found = judge({
      commits: commits.map(([offset, second, lag]) => ({ offset, timestamp: second * 1000, lag })),
      logEnds: ends,
      currentLag: lag,
      now: now * 1000,
      allowedLag: allowed,
    });
    assertEquals(found, verdict);
  });
});
