import { assert, assertEquals } from "@std/assert";
import { metricsBody } from "./metrics_body.ts";
import { PassingGauge } from "./passing_gauge.ts";
import { createMetrics } from "./process_metrics.ts";

function withSamples(count: number) {
  const registry = createMetrics("lag");
  new PassingGauge({
    ...{ name: "many", help: "Many", registers: [registry] },
    samples: () =>
      Promise.resolve(Array.from({ length: count }, (_, n) => ({ labels: { n }, value: n }))),
  });
  return registry;
}

Deno.test("metricsBody() is a text where there is little", async () => {
  const body = await metricsBody(withSamples(10));
  assert(typeof body === "string");
  assertEquals(body.match(/^many\{/gm)?.length, 10);
});

Deno.test("metricsBody() is a stream where there is much, and has all of it", async () => {
  const body = await metricsBody(withSamples(20_000));
  assert(typeof body !== "string");
  const text = await new Response(body).text();
  const found = [...text.matchAll(/^many\{n="(\d+)",function="lag"\} \1$/gm)].map(([, n]) => n);
  assertEquals(found.length, 20_000);
  assert(text.endsWith("\n"));
});
