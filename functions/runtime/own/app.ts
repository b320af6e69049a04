/**
 * A function's HTTP application, from its parts.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { OwnFunction } from "../define/read_definition.ts";
import { type AppOptions, createApp } from "../http/app.ts";
import { addTriggerRoutes, type TriggerRoutesOptions } from "../trigger/control/trigger_routes.ts";

/** What a function's application is made of. */
export type OwnAppOptions =
  & Omit<AppOptions, "title" | "description" | "pages">
  & Pick<TriggerRoutesOptions, "commands" | "wanted" | "runner" | "status">;

/** A function's application. */
export function createOwnApp(own: OwnFunction, options: OwnAppOptions): OpenAPIHono {
  const { name, description, trigger } = own;
  const app = createApp({
    ...options,
    title: name,
    description: description ?? `The function ${name}.`,
  });
  addTriggerRoutes(app, {
    ...options,
    name,
    routeSuffix: "",
    otherRoutes: [],
    defaults: { topics: trigger!.topics, group: trigger!.group ?? name },
  });
  return app;
}
