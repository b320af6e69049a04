import { assertEquals } from "@std/assert";
import { paceOf, waitingFor, worstPace } from "./lag_pace.ts";

const ENDS = [{ at: 0, end: 10 }, { at: 1_000, end: 10 }, { at: 2_000, end: 20 }];

const WAITS: [string, number, { secondsBehind: number; isAtLeast: boolean }][] = [
  ["is none at the log's end", 20, { secondsBehind: 0, isAtLeast: false }],
  ["begins when the log went past the offset", 14, { secondsBehind: 8.5, isAtLeast: false }],
  ["is at least as long as there were looks", 9, { secondsBehind: 10, isAtLeast: true }],
];

for (const [name, next, waits] of WAITS) {
  Deno.test(`waitingFor() ${name}`, () => assertEquals(waitingFor(ENDS, next, 10_000), waits));
}

Deno.test("waitingFor() knows nothing before the first look", () => {
  assertEquals(waitingFor([], 5, 0), undefined);
});

Deno.test("paceOf() tells when lag that falls will be gone", () => {
  const lags = [{ at: 0, next: 0, lag: 100 }, { at: 10_000, next: 40, lag: 60 }];
  assertEquals(paceOf(lags), { growth: -4, secondsToClear: 15 });
});

Deno.test("paceOf() says never of lag that stands or grows, and nothing of one look", () => {
  const [next, at] = [7, 10_000];
  assertEquals(paceOf([{ at: 0, next, lag: 5 }, { at, next, lag: 5 }]).secondsToClear, Infinity);
  assertEquals(paceOf([{ at: 0, next, lag: 5 }, { at, next, lag: 15 }]).growth, 1);
  assertEquals(paceOf([{ at: 0, next, lag: 5 }]), {});
  assertEquals(paceOf([{ at: 0, next, lag: 0 }]).secondsToClear, 0);
});

Deno.test("paceOf() takes no group that keeps up for one whose lag grows", () => {
  const lags = [{ at: 0, next: 0, lag: 3 }, { at: 10_000, next: 500, lag: 50 }];
  assertEquals(paceOf(lags), { growth: 0, secondsToClear: 1 });
});

Deno.test("worstPace() is behind as the worst partition, and through when the last one is", () => {
  const pace = { isAtLeast: false, growth: -1 };
  assertEquals(
    worstPace([
      { ...pace, secondsBehind: 5, secondsToClear: 90 },
      { ...pace, secondsBehind: 60, secondsToClear: 3 },
    ]),
    { secondsBehind: 60, isAtLeast: false, growth: -2, secondsToClear: 90 },
  );
  assertEquals(worstPace([]), undefined);
  assertEquals(worstPace([{ secondsBehind: 1, isAtLeast: true }])?.secondsToClear, undefined);
});
