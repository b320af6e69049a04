import { assertEquals } from "@std/assert";
import { Gaps } from "./gaps.ts";

Deno.test("Gaps.take() shrinks or splits the range that holds the sequence", () => {
  const cases: [string, number, boolean, [number, number][]][] = [
    ["1: the first of a range", 3, true, [[4, 7], [10, 10]]],
    ["2: the last of a range", 7, true, [[3, 6], [10, 10]]],
    ["3: inside a range", 5, true, [[3, 4], [6, 7], [10, 10]]],
    ["4: all of a range", 10, true, [[3, 7]]],
    ["5: below", 2, false, [[3, 7], [10, 10]]],
    ["6: between", 8, false, [[3, 7], [10, 10]]],
    ["7: above", 11, false, [[3, 7], [10, 10]]],
  ];
  for (const [name, sequence, taken, left] of cases) {
    const gaps = new Gaps([[3, 7], [10, 10]]);
    assertEquals(gaps.take(sequence), taken, name);
    assertEquals(gaps.ranges, left, name);
  }
});

Deno.test("Gaps.add() keeps the ranges in order and ignores an empty one", () => {
  const gaps = new Gaps();
  gaps.add(10, 12);
  gaps.add(20, 20);
  gaps.add(3, 4);
  gaps.add(30, 29);
  assertEquals(gaps.ranges, [[3, 4], [10, 12], [20, 20]]);
});

Deno.test("Gaps.add() forgets the lowest range when there are too many", () => {
  const gaps = new Gaps();
  for (let i = 0; i < 100; i++) gaps.add(i * 2, i * 2);
  assertEquals(gaps.ranges.length, 64);
  assertEquals(gaps.take(0), false);
  assertEquals(gaps.take(198), true);
});
