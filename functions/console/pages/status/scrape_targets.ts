/**
 * What there is to scrape of the lab, for Prometheus' service discovery over HTTP.
 *
 * @see {@link https://prometheus.io/docs/prometheus/latest/http_sd/}
 * @module
 */
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { MetricsAddress } from "../../sources/processes.ts";

const targets = z.array(z.object({
  targets: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
}));

const route = createRoute({
  method: "get",
  path: "/prometheus/targets",
  summary: "What Prometheus is to scrape: functions, nodes and the console itself",
  responses: {
    200: { description: "Done", content: { "application/json": { schema: targets } } },
  },
});

/** Adds the route. @param scraped what the console knows of, besides itself. */
export function addScrapeTargets(app: OpenAPIHono, scraped: readonly MetricsAddress[]): void {
  app.openapi(route, (c) => {
    // The console is where it was asked.
    const own = { name: "console", url: new URL("/metrics", c.req.url).href };
    return c.json([...scraped, own].map(targetOf), 200);
  });
}

function targetOf({ name, url }: MetricsAddress): z.infer<typeof targets>[number] {
  const { host, pathname } = new URL(url);
  return { targets: [host], labels: { service: name, __metrics_path__: pathname } };
}
