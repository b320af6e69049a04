/**
 * Routes that answer GET and POST alike, and take their parameters in the query or as JSON.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { problemResponse } from "./problems/problem_response.ts";

/** What the API reference says of a route. */
export interface RouteDescription {
  path: string;
  summary: string;
  description?: string;
  /** The schema that the handler reads its parameters with. */
  parameters?: z.ZodObject;
  answer: z.ZodType;
  example: unknown;
  /** When it answers with a problem, by status. */
  problems?: Record<number, string>;
}

/** Adds a route for GET and POST, and describes it. */
export function addRoute(
  app: OpenAPIHono,
  { path, summary, description, parameters, answer, example, problems = {} }: RouteDescription,
  handler: (c: Context) => Response | Promise<Response>,
): void {
  const responses = {
    200: { description: "Done", content: { "application/json": { schema: answer, example } } },
    ...Object.fromEntries(
      Object.entries(problems).map(([status, detail]) => [status, problemResponse(detail)]),
    ),
  };
  const query = parameters && { query: parameters.partial() };
  const body = parameters && { content: { "application/json": { schema: parameters.partial() } } };
  app.openAPIRegistry.registerPath({
    method: "get",
    path,
    summary,
    description,
    request: { ...query },
    responses,
  });
  app.openAPIRegistry.registerPath({
    method: "post",
    path,
    summary,
    description,
    request: { ...query, body },
    responses,
  });
  app.on(["GET", "POST"], path, handler);
}

/** The schema of an answer: its first fields, and what is added to them. */
export function answer(shape: z.ZodRawShape) {
  return z.object({ status: z.literal("ok"), message: z.string(), ...shape });
}

/** Adds the route that greets, and lists the others. */
export function addGreeting(app: OpenAPIHono, name: string, routes: readonly string[]): void {
  const greeting = {
    status: "ok",
    message: `Welcome to ${name} API`,
    routes: [...routes, "/status", "/docs"],
  };
  addRoute(app, {
    path: "/",
    summary: "Greet",
    answer: answer({ routes: z.array(z.string()) }),
    example: greeting,
  }, (c) => c.json(greeting));
}
