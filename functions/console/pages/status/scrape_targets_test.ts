import { assertEquals } from "@std/assert";
import { setUp } from "../../testing/set_up.ts";

Deno.test("Prometheus is told what to scrape, each with its name and path", async () => {
  const { request } = setUp({
    metrics: [{ name: "kafka1", url: "http://127.0.0.1:7073/kafka1/metrics" }],
  });
  const { status, body } = await request("/prometheus/targets");
  assertEquals(status, 200);
  assertEquals(JSON.parse(body), [
    {
      targets: ["127.0.0.1:7073"],
      labels: { service: "kafka1", __metrics_path__: "/kafka1/metrics" },
    },
    { targets: ["localhost:5002"], labels: { service: "console", __metrics_path__: "/metrics" } },
  ]);
});
