/**
 * The consumer's HTTP application, from its parts.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { type AppOptions, createApp } from "../runtime/http/app.ts";
import { addControlRoutes, type ControlRoutesOptions } from "./control_routes.ts";
import { addMessageRoutes, type MessageRoutesOptions } from "./message_routes.ts";

/** What the consumer's application is made of. */
export type ConsumerAppOptions =
  & Omit<AppOptions, "title" | "description" | "pages">
  & ControlRoutesOptions
  & MessageRoutesOptions;

/** The consumer's application. */
export function createConsumerApp(options: ConsumerAppOptions): OpenAPIHono {
  const app = createApp({
    ...options,
    title: "Consumer",
    description: "Reads records from Kafka as a member of a consumer group, at least once, and " +
      "keeps the ledger: from the stamps that producers put on records it counts what was lost, " +
      "duplicated, reordered and redelivered, and how long records took.",
    pages: ["/messages"],
  });
  addControlRoutes(app, options);
  addMessageRoutes(app, options);
  return app;
}
