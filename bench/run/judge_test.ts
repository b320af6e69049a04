import { assertEquals, assertThrows } from "@std/assert";
import { ratio, verdict } from "./judge.ts";
import type { Comparison } from "./part.ts";

const comparison: Comparison = {
  what: "records",
  unit: "records/s",
  better: "more",
  subjects: [
    { name: "ours", samples: [90, 110, 100] },
    { name: "theirs", samples: [50, 49, 51] },
    { name: "the ceiling", samples: [400, 400, 400] },
  ],
};

Deno.test("ratio() divides medians", () => {
  assertEquals(ratio(comparison), 2);
  assertEquals(ratio(comparison, comparison.subjects[2]), 0.25);
});

Deno.test("verdict() holds the ratio or the value against what is wanted", () => {
  const of = (change: Partial<Comparison>) => verdict({ ...comparison, ...change })?.met;
  assertEquals(of({}), undefined);
  assertEquals(of({ target: { ratio: 2 } }), true);
  assertEquals(of({ target: { ratio: 2.01 } }), false);
  assertEquals(of({ target: { ratio: 0.3, to: "the ceiling" } }), false);
  assertEquals(of({ target: { value: 100 } }), true);
  assertEquals(of({ target: { value: 101 } }), false);
  assertEquals(of({ better: "less", target: { value: 99 } }), false);
  assertEquals(of({ better: "less", target: { ratio: 2 } }), true);
});

Deno.test("verdict() refuses a subject that there is not", () => {
  assertThrows(
    () => verdict({ ...comparison, target: { ratio: 1, to: "nobody" } }),
    RangeError,
    '"nobody"',
  );
});
