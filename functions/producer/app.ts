/**
 * The producer's HTTP application, from its parts.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { type AppOptions, createApp } from "../runtime/http/app.ts";
import { addProduceRoutes, type ProduceOptions } from "../runtime/producing/produce_routes.ts";
import { addRunRoutes, type RunRoutesOptions } from "./runs/run_routes.ts";

/** What the producer's application is made of. */
export type ProducerAppOptions =
  & Omit<AppOptions, "title" | "description">
  & ProduceOptions
  & RunRoutesOptions;

/** The producer's application. */
export function createProducerApp(options: ProducerAppOptions): OpenAPIHono {
  const app = createApp({
    ...options,
    title: "Producer",
    description: "Writes records to Kafka: those that clients post, and a run of its own, at any " +
      "rate. Every record is acknowledged by all in-sync replicas, and carries the ledger's stamp: " +
      "run id, sequence and time, as the headers `instigator-run`, `instigator-seq` and " +
      "`instigator-time`.",
  });
  addRunRoutes(app, options);
  addProduceRoutes(app, options);
  return app;
}
