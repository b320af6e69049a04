import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Timeline } from "./timeline_chart.tsx";

const STEADY = { title: "Acknowledged", unit: "/s" };

Deno.test("Timeline() draws a line with a gap where nothing is known, and marks the faults", () => {
  const points = [[0, 10], [500, undefined], [750, 20], [1_000, 10]] as const;
  const html = `${(
    <Timeline
      series={{ ...STEADY, points }}
      marks={[{ from: 250, until: 9_000, label: "killed <kafka1>" }]}
      end={1_000}
    />
  )}`;
  assertStringIncludes(html, 'd="M0 50M750 0L1000 50"');
  assertStringIncludes(html, 'x="250"');
  // It ends with the chart.
  assertStringIncludes(html, 'width="750"');
  assertStringIncludes(html, "killed &lt;kafka1&gt;");
  assertStringIncludes(html, "up to 20/s");
});

Deno.test("Timeline() has words for a run without a moment", () => {
  const html = `${<Timeline series={{ ...STEADY, points: [] }} marks={[]} end={0} />}`;
  assert(!/NaN|Infinity/.test(html));
  assertEquals(html.match(/<span>/g)?.length, 6);
});
