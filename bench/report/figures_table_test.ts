import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Comparison } from "../run/part.ts";
import { amount, figuresTable } from "./figures_table.ts";
import { plot } from "./plot.ts";

const comparison: Comparison = {
  what: "POST <b>",
  unit: "requests/s",
  better: "more",
  target: { ratio: 3 },
  subjects: [
    { name: "here", samples: [1_999, 2_001, 2_000] },
    { name: "there", samples: [1_000, 1_000, 1_000] },
    { name: "ceiling", samples: [8_000, 8_000, 8_000] },
  ],
};

Deno.test("amount() has as many digits as mean something", () => {
  assertEquals(amount(0.123, "s"), "0.12 s");
  assertEquals(amount(12.345, "ms"), "12.3 ms");
  assertEquals(amount(123_456.7, "records/s"), "123,457 records/s");
});

Deno.test("figuresTable() has a row for each subject that this project is held against", () => {
  const cells = figuresTable([comparison]).split("\n").slice(1)
    .map((line) => line.trim().split(/ {2,}/));
  assertEquals(cells, [
    ["POST <b>", "2,000 requests/s", "1,000 requests/s", "2.00", "there", "≥ 3 ×: missed"],
    ["8,000 requests/s", "0.25", "ceiling"],
  ]);
});

Deno.test("plot() draws a bar for each subject and a tick for each sample, as sound XML", () => {
  const svg = plot([comparison]);
  assertEquals(svg.match(/<rect /g)?.length, 3);
  assertEquals(svg.match(/class="sample"/g)?.length, 9);
  assertStringIncludes(svg, "POST &lt;b&gt;, requests/s: more is better");
});
