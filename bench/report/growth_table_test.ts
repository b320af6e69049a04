import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Growth } from "../run/growth.ts";
import { growthTable } from "./growth_table.ts";
import { plot } from "./plot.ts";

const growth: Growth = {
  ...{ what: "hold <b>", unit: "ms", over: "partitions", most: 150 },
  curves: ["a round", "/metrics"].map((name, i) => ({
    name,
    points: [1_000, 10_000, 100_000].map((at) => ({
      at,
      samples: [at / 1_000 + i, at / 1_000 + i],
    })),
  })),
};

Deno.test("growthTable() has a row for each curve", () => {
  const cells = growthTable([growth]).split("\n").slice(1)
    .map((line) => line.trim().split(/ {2,}/));
  const at = "1,000 → 10,000 → 100,000 partitions";
  assertEquals(cells, [
    ["hold <b>", "a round", "1 ms → 10 ms → 100 ms", at, "1.00", "≤ 150 ms: met"],
    ["/metrics", "2 ms → 11 ms → 101 ms", at, "0.85"],
  ]);
});

Deno.test("plot() draws a line for each curve, a dot for each median, and a tick for each sample", () => {
  const svg = plot([growth]);
  assertEquals(svg.match(/<polyline /g)?.length, 2);
  assertEquals(svg.match(/<circle /g)?.length, 6);
  assertEquals(svg.match(/class="sample"/g)?.length, 12);
  assertStringIncludes(svg, "hold &lt;b&gt;, ms");
  assertEquals(svg.includes("NaN"), false);
});
