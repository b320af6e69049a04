import { assertEquals } from "@std/assert";
import { samplesOf } from "./prometheus.ts";

const TEXT = `# HELP lag Records behind.
# TYPE lag gauge
lag{group="a",topic="t"} 5
lag{group="with \\"quotes\\", \\\\ and } brace"} 1.5e3 1763830000000
lag_total 7
plain +Inf
`;

Deno.test("samplesOf() finds a metric with its labels, and no other that begins like it", () => {
  assertEquals(samplesOf("lag", TEXT), [
    { labels: { group: "a", topic: "t" }, value: 5 },
    { labels: { group: 'with "quotes", \\ and } brace' }, value: 1500 },
  ]);
});

Deno.test("samplesOf() takes metrics without labels, and what is not there is empty", () => {
  assertEquals(samplesOf("plain", TEXT), [{ labels: {}, value: Infinity }]);
  assertEquals(samplesOf("nothing", TEXT), []);
});

Deno.test("samplesOf() reads the last line without its end, and past what it does not know", () => {
  const text = 'something that is no metric at all {\nlag{group="a",} 5\nlag{group="b"} -Inf';
  assertEquals(samplesOf("lag", text), [
    { labels: { group: "a" }, value: 5 },
    { labels: { group: "b" }, value: -Infinity },
  ]);
});
