import { assertEquals } from "@std/assert";
import { markdown } from "./markdown.ts";

Deno.test("markdown() has a heading and a table for each part, and no colours", () => {
  const samples = [1, 2, 3];
  const text = markdown({
    first: [{
      what: "a|b",
      unit: "s",
      better: "less",
      target: { ratio: 0.5 },
      subjects: [{ name: "up", samples }, { name: "plain", samples: [8, 8, 8] }],
    }],
    second: [{
      what: "heap",
      unit: "MiB",
      over: "groups",
      curves: [{ name: "all", points: [{ at: 1, samples }, { at: 10, samples }] }],
    }],
  });
  assertEquals(
    text,
    `## first

| what | here | there | ratio | held against | target |
| --- | --- | --- | --- | --- | --- |
| a\\|b | 2 s | 8 s | 0.25 | plain | ≤ 0.5 ×: met |

## second

| what | of | medians | at | power | target |
| --- | --- | --- | --- | --- | --- |
| heap | all | 2 MiB → 2 MiB | 1 → 10 groups | 0.00 |  |
`,
  );
});
