/**
 * The routes that say whether a function lives, can do its work, and what it counts.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Registry } from "prom-client";
import { metricsBody } from "./metrics_body.ts";
import { Problem } from "../problems/problem.ts";
import { problemResponse } from "../problems/problem_response.ts";

/** What the routes need. */
export interface HealthOptions {
  metrics: Registry;
  /** Why the function cannot do its work now, or `undefined` if it can. */
  notReady(): Promise<string | undefined>;
}

/** Adds the routes. */
export function addHealthRoutes(app: OpenAPIHono, { metrics, notReady }: HealthOptions): void {
  const health = z.object({ status: z.literal("ok"), message: z.string() }).openapi("Health");
  const json = (description: string) => ({
    description,
    content: { "application/json": { schema: health } },
  });
  app.openapi(
    createRoute({
      method: "get",
      path: "/healthz",
      summary: "Whether the process is alive",
      responses: { 200: json("It is") },
    }),
    (c) => c.json({ status: "ok" as const, message: "Alive" }),
  );
  app.openapi(
    createRoute({
      method: "get",
      path: "/readyz",
      summary: "Whether Kafka is reached and the function can do its work",
      responses: { 200: json("It can"), 503: problemResponse("It cannot; the detail says why") },
    }),
    async (c) => {
      const reason = await notReady();
      if (reason !== undefined) throw new Problem("noKafka", reason);
      return c.json({ status: "ok" as const, message: "Ready" }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: "get",
      path: "/metrics",
      summary: "Metrics for Prometheus",
      responses: { 200: { description: "The text exposition format" } },
    }),
    async (c) => c.body(await metricsBody(metrics), 200, { "content-type": metrics.contentType }),
  );
}
