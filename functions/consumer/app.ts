/**
 * The consumer's HTTP application, from its parts.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  addDeadLetterRoutes,
  type DeadLetterRoutesOptions,
} from "../runtime/dead_letters/dead_letter_routes.ts";
import { type AppOptions, createApp } from "../runtime/http/app.ts";
import {
  addTriggerRoutes,
  type TriggerRoutesOptions,
} from "../runtime/trigger/control/trigger_routes.ts";
import handler from "./handler.ts";
import { addMessageRoutes, type MessageRoutesOptions } from "./messages/message_routes.ts";

const { topics, group } = handler.definition.trigger!;

/** How the consumer's trigger is called, and what it consumes unless it is told otherwise. */
export const TRIGGER = {
  name: "Consumer",
  routeSuffix: "_consumer",
  otherRoutes: ["/messages", "/dead-letters"],
  defaults: { topics, group: group! },
} as const;

/** What the consumer's application is made of. */
export type ConsumerAppOptions =
  & Omit<AppOptions, "title" | "description" | "pages">
  & Omit<TriggerRoutesOptions, keyof typeof TRIGGER>
  & MessageRoutesOptions
  & DeadLetterRoutesOptions;

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
  addTriggerRoutes(app, { ...options, ...TRIGGER });
  addMessageRoutes(app, options);
  addDeadLetterRoutes(app, options);
  return app;
}
