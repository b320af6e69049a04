import { assertEquals } from "@std/assert";
import { LongHistory, STEP } from "./long_history.ts";

const HOUR = 60 * 60_000;

Deno.test("LongHistory keeps the mean of rates and the peak of all else, step by step", () => {
  const history = new LongHistory();
  history.record(0, [["topic:a", 10], ["group:g", 3], ["p99", 7]]);
  history.record(1_000, [["topic:a", 20], ["group:g", 9]]);
  history.record(2_000, [["topic:a", 60], ["group:g", 1]]);
  history.record(STEP, [["topic:a", 5]]);
  assertEquals(history.read(["topic:a", "group:g", "p99", "none"], 0), {
    at: [0, 10],
    series: { "topic:a": [30, 5], "group:g": [9, null], p99: [7, null], none: [null, null] },
  });
  assertEquals(history.read(["topic:a"], STEP), { at: [10], series: { "topic:a": [5] } });
});

Deno.test("LongHistory reaches back more than an hour, and has gaps where nobody looked", () => {
  const history = new LongHistory();
  for (let at = 0; at < 3 * HOUR; at += STEP) {
    if (at < 2 * HOUR || at >= 2.5 * HOUR) history.record(at, [["in", at]]);
  }
  const { at, series } = history.read(["in"], 0);
  assertEquals(at[0], (1.5 * HOUR) / 1_000);
  assertEquals(at.includes((2.25 * HOUR) / 1_000), false);
  assertEquals(series.in.every((value) => value !== null), true);
});

Deno.test("LongHistory forgets series that are gone, and takes no more than it has room for", () => {
  const history = new LongHistory();
  history.record(0, [["topic:gone", 1]]);
  history.record(2 * HOUR, Array.from({ length: 6_000 }, (_, n) => [`topic:${n}`, 1]));
  assertEquals(history.size, 5_000);
  assertEquals(history.read(["topic:gone"], 0).series["topic:gone"], [null]);
});

Deno.test("LongHistory takes in what was kept, beside what it has seen itself", () => {
  const history = new LongHistory();
  const now = 1_000 * STEP;
  history.record(now, [["in", 5]]);
  const kept = { steps: [3, 998, 999, 1_000, 1_001], series: { in: [9, 1, null, 2, 7] } };
  history.restore(kept, now);
  assertEquals(history.read(["in"], 0), {
    at: [9_980, 9_990, 10_000],
    series: { in: [1, null, 5] },
  });
  history.restore({ steps: [999], series: { in: [4] } }, now);
  assertEquals(history.read(["in"], 0).series.in, [1, 4, 5]);
});
