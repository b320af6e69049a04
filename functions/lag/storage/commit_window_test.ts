import { assertEquals } from "@std/assert";
import { CommitWindow } from "./commit_window.ts";

/** Order, offset, time in ms, and how far behind. */
type Row = [order: number, offset: number, timestamp: number, lag: number | null];

/** What is left, in a window of `intervals`, of commits that come one after the other. */
function kept(
  commits: [number, number, number, number?][],
  { intervals = 10, minDistance = 1_000 } = {},
) {
  const window = new CommitWindow(intervals, minDistance);
  for (const [order, offset, timestamp, lag = 0] of commits) {
    window.add({ order, offset, timestamp, lag, observedAt: 0 });
  }
  return window.commits.map(({ order, offset, timestamp, lag }): Row => [
    order,
    offset,
    timestamp,
    lag,
  ]);
}

// The cases 0 to 6 are those that LinkedIn's Burrow keeps for its storage.
const CASES: { name: string; given: [number, number, number, number?][]; left: Row[] }[] = [
  {
    name: "0: commits in their order are kept",
    given: [[1, 1000, 100_000, 4], [2, 2000, 200_000, 3], [3, 3000, 300_000, 2]],
    left: [[1, 1000, 100_000, 4], [2, 2000, 200_000, 3], [3, 3000, 300_000, 2]],
  },
  {
    name: "1: late commits come before the others until the window is full, and have no lag",
    given: [
      [20, 1000, 100_000, 4],
      [30, 2000, 200_000, 3],
      [15, 900, 300_000],
      [14, 800, 300_000],
      [13, 700, 300_000],
      [12, 600, 300_000],
    ],
    left: [
      [13, 700, 300_000, null],
      [14, 800, 300_000, null],
      [15, 900, 300_000, null],
      [20, 1000, 100_000, 4],
      [30, 2000, 200_000, 3],
    ],
  },
  {
    name: "2: a late commit comes between those there are",
    given: [[20, 1000, 100_000, 4], [30, 2000, 300_000, 3], [25, 1500, 200_000]],
    left: [[20, 1000, 100_000, 4], [25, 1500, 200_000, null], [30, 2000, 300_000, 3]],
  },
  {
    name: "3: a late commit pushes the oldest out of a full window",
    given: [
      [10, 1, 100_000],
      [20, 2, 200_000],
      [30, 3, 300_000],
      [40, 4, 400_000],
      [50, 5, 500_000],
      [35, 9, 350_000],
    ],
    left: [
      [20, 2, 200_000, 0],
      [30, 3, 300_000, 0],
      [35, 9, 350_000, null],
      [40, 4, 400_000, 0],
      [50, 5, 500_000, 0],
    ],
  },
  {
    name: "4: it takes the place of the oldest if it is next to it",
    given: [
      [10, 1, 100_000],
      [20, 2, 200_000],
      [30, 3, 300_000],
      [40, 4, 400_000],
      [50, 5, 500_000],
      [15, 9, 150_000],
    ],
    left: [
      [15, 9, 150_000, null],
      [20, 2, 200_000, 0],
      [30, 3, 300_000, 0],
      [40, 4, 400_000, 0],
      [50, 5, 500_000, 0],
    ],
  },
  {
    name: "5: a commit that follows too soon takes the place of the newest, and leaves its time",
    given: [[10, 1000, 100_000, 4], [20, 2000, 200_000, 3], [30, 3000, 200_999, 2]],
    left: [[10, 1000, 100_000, 4], [30, 3000, 200_000, 2]],
  },
  {
    name: "6: and so does a late one",
    given: [[10, 1, 100_000], [40, 4, 400_000], [50, 5, 500_000], [45, 9, 400_001]],
    left: [[10, 1, 100_000, 0], [45, 9, 400_000, null], [50, 5, 500_000, 0]],
  },
  {
    name: "7: a commit exactly as far as it must be has a slot of its own",
    given: [[10, 1, 100_000], [20, 2, 101_000]],
    left: [[10, 1, 100_000, 0], [20, 2, 101_000, 0]],
  },
  {
    name: "8: a group that commits every 0.8 s fills every second slot",
    given: [[1, 1, 0], [2, 2, 800], [3, 3, 1_600], [4, 4, 2_400], [5, 5, 3_200]],
    left: [[2, 2, 0, 0], [4, 4, 1_600, 0], [5, 5, 3_200, 0]],
  },
  {
    name: "9: the newest commit is kept once only",
    given: [[1, 1, 0], [2, 2, 5_000], [2, 2, 5_000]],
    left: [[1, 1, 0, 0], [2, 2, 5_000, 0]],
  },
  {
    name: "10: and an older one, too",
    given: [[1, 1, 0], [2, 2, 5_000], [3, 3, 9_000], [2, 2, 5_000]],
    left: [[1, 1, 0, 0], [2, 2, 5_000, 0], [3, 3, 9_000, 0]],
  },
  {
    name: "11: what is older than a full window is dropped",
    given: [
      [10, 1, 100_000],
      [20, 2, 200_000],
      [30, 3, 300_000],
      [40, 4, 400_000],
      [50, 5, 500_000],
      [9, 9, 90_000],
      [10, 9, 90_000],
    ],
    left: [
      [10, 1, 100_000, 0],
      [20, 2, 200_000, 0],
      [30, 3, 300_000, 0],
      [40, 4, 400_000, 0],
      [50, 5, 500_000, 0],
    ],
  },
  {
    name: "12: a new commit pushes the oldest out of a full window",
    given: [
      [10, 1, 100_000],
      [20, 2, 200_000],
      [30, 3, 300_000],
      [40, 4, 400_000],
      [50, 5, 500_000],
      [60, 6, 600_000, 7],
    ],
    left: [
      [20, 2, 200_000, 0],
      [30, 3, 300_000, 0],
      [40, 4, 400_000, 0],
      [50, 5, 500_000, 0],
      [60, 6, 600_000, 7],
    ],
  },
];

for (const { name, given, left } of CASES) {
  Deno.test(`CommitWindow ${name}`, () => assertEquals(kept(given, { intervals: 5 }), left));
}

Deno.test("CommitWindow has empty slots before its commits", () => {
  const window = new CommitWindow(3, 0);
  const commit = { order: 1, offset: 1, timestamp: 1, observedAt: 0, lag: 0 };
  window.add(commit);
  assertEquals(window.slots, [null, null, commit]);
});
