/**
 * How the routes of Burrow's API answer, and how they are added. Its answers are JSON objects that
 * begin with `error` and `message`, and say what was requested, and of which host.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { goJson } from "./burrow_json.ts";

/** One route, for the application and its API reference. */
export interface BurrowRoute {
  method?: "get" | "post" | "delete";
  /** With its parameters in braces: `/v3/kafka/{cluster}`. */
  path: string;
  summary: string;
  /** When it answers otherwise, by status. */
  problems?: Record<number, string>;
}

/** The problem that most routes have. */
export const NOT_FOUND = { 404: "There is none of this name" };

/** Adds routes to an application. */
export class BurrowRoutes {
  readonly #app: OpenAPIHono;
  readonly #host: string;

  /** @param host the name of this machine, which every answer carries. */
  constructor(app: OpenAPIHono, host: string) {
    this.#app = app;
    this.#host = host;
  }

  /** Adds a route. */
  add(
    { method = "get", path, summary, problems = {} }: BurrowRoute,
    handler: (c: Context) => Response | Promise<Response>,
  ): void {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
    const answers = { 200: "Done", ...problems };
    this.#app.openAPIRegistry.registerPath({
      method,
      path,
      summary,
      request: { params },
      responses: Object.fromEntries(
        Object.entries(answers).map(([status, description]) => [status, { description }]),
      ),
    });
    this.#app.on(method.toUpperCase(), path.replace(/\{(\w+)\}/g, ":$1"), handler);
  }

  /** What an answer says of the request. */
  request(c: Context): { url: string; host: string } {
    return { url: decoded(c.req.path), host: this.#host };
  }

  /** An error as Burrow tells it. */
  error(c: Context, status: ContentfulStatusCode, message: string): Response {
    return json(c, { error: true, message, request: this.request(c) }, status);
  }
}

/** A JSON answer. */
export function json(c: Context, body: object, status: ContentfulStatusCode = 200): Response {
  return c.body(goJson(body), status, { "content-type": "application/json" });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
