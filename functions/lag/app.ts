/**
 * The lag monitor's HTTP application, from its parts.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type AppOptions, createApp, methodsOf } from "../runtime/http/app.ts";
import { addAdminRoutes, type AdminRoutesOptions } from "./burrow/admin_routes.ts";
import { BurrowRoutes } from "./burrow/burrow_routes.ts";
import { addConfigRoutes, type ConfigRoutesOptions } from "./burrow/config_routes.ts";
import { addKafkaRoutes, type KafkaRoutesOptions } from "./burrow/kafka_routes.ts";
import { addStatusRoute, type StatusRouteOptions } from "./burrow/status_route.ts";

/** What the lag monitor's application is made of. */
export type LagAppOptions =
  & Omit<AppOptions, "title" | "description" | "pages">
  & AdminRoutesOptions
  & ConfigRoutesOptions
  & KafkaRoutesOptions
  & StatusRouteOptions
  & {
    /** The name of this machine, which Burrow's answers carry. */
    hostname: string;
  };

/** The lag monitor's application. */
export function createLagApp(options: LagAppOptions): OpenAPIHono {
  const app = createApp({
    ...options,
    title: "Lag monitor",
    description:
      "Watches how far consumer groups are behind, by every commit that they make, and " +
      "says which of them fare badly. Speaks the HTTP API (v3) of LinkedIn's Burrow.",
    pages: "all",
    probes: ["/burrow/admin", "/burrow/admin/ready"],
  });
  const routes = new BurrowRoutes(app, options.hostname);
  addKafkaRoutes(routes, options);
  addConfigRoutes(routes, options);
  addAdminRoutes(routes, options);
  addStatusRoute(app, options);
  app.notFound((c) => noRoute(app, c));
  return app;
}

/** What Burrow answers where there is no route: as Go's httprouter does, but for the last. */
function noRoute(app: OpenAPIHono, c: Context): Response {
  const { method, path } = c.req;
  const shorter = path.replace(/\/$/, "");
  if (shorter !== path && methodsOf(app, shorter).includes(method)) {
    return redirect(c, shorter);
  }
  const allowed = methodsOf(app, path);
  if (allowed.length > 0) {
    c.header("allow", [...allowed, "OPTIONS"].join(", "));
    if (method === "OPTIONS") return c.body(null);
    c.header("x-content-type-options", "nosniff");
    return c.text("Method Not Allowed\n", 405);
  }
  c.header("x-content-type-options", "nosniff");
  return c.text('{"error":true,"message":"invalid request type","result":{}}\n', 404);
}

function redirect(c: Context, path: string): Response {
  c.header("location", path + new URL(c.req.url).search);
  if (c.req.method !== "GET") return c.body(null, 308);
  c.header("content-type", "text/html; charset=utf-8");
  const escaped = path.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return c.body(`<a href="${escaped}">Moved Permanently</a>.\n\n`, 301);
}
