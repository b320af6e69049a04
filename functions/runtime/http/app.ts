/**
 * The HTTP application that every function starts from: its guards, its errors as problem details,
 * and the routes that all functions have.
 *
 * @module
 */
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Registry } from "prom-client";
import { limitBody } from "./body.ts";
import { docsRoutes } from "./docs.ts";
import { invalid, Problem } from "./problem.ts";
import { asProblem } from "./kafka_problem.ts";
import { guard } from "./guard.ts";

/** Options of {@linkcode createApp}. */
export interface AppOptions {
  title: string;
  /** What the function does, in Markdown, for its API reference. */
  description: string;
  allowedHosts: readonly string[];
  maxBodyBytes: number;
  metrics: Registry;
  /** Why the function cannot do its work now, or `undefined` if it can. */
  notReady(): Promise<string | undefined>;
  /** The paths, besides the common ones, that GET shows and that change nothing. */
  pages?: readonly string[] | "all";
  /** The answer to a client that wants a problem shown otherwise than as problem details. */
  showProblem?(problem: Problem, c: Context): Response | undefined;
}

const COMMON_PAGES = ["/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/status"];

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe("What was found, and what to change"),
  error_code: z.number().int().describe("Confluent REST Proxy's code"),
  message: z.string().describe("The same as detail, for REST Proxy's clients"),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).optional(),
}).openapi("Problem");

/** The OpenAPI description of a response that is a problem. */
export function problemResponse(description: string) {
  return { description, content: { "application/problem+json": { schema: problemSchema } } };
}

/** An application with the common routes, to which a function adds its own. */
export function createApp(options: AppOptions): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
  const { pages = [] } = options;
  const shown = new Set([...COMMON_PAGES, ...pages === "all" ? [] : pages]);
  app.use(guard(
    options.allowedHosts,
    (path) => pages === "all" || shown.has(path) || path === "/docs" || path.startsWith("/docs/"),
  ));
  app.use(limitBody(options.maxBodyBytes));
  const tell = (problem: Problem, c: Context) =>
    options.showProblem?.(problem, c) ?? problem.toResponse();
  app.onError((error, c) => tell(toProblem(error), c));
  app.notFound((c) => tell(noRoute(app, c), c));
  addHealthRoutes(app, options);
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: { title: options.title, version: "1.0.0", description: options.description },
  });
  app.route("/docs", docsRoutes(options.title));
  return app;
}

function toProblem(error: Error): Problem {
  const problem = asProblem(error);
  if (problem !== undefined) return problem;
  console.error(error);
  return new Problem("fault", "The function failed; its log says why");
}

/** The methods that a path has routes for. */
export function methodsOf(app: OpenAPIHono, path: string): string[] {
  return [...new Set(app.routes.map((route) => route.method))].filter((candidate) =>
    candidate !== "ALL" &&
    app.router.match(candidate, path)[0].some(([[, route]]) => route.method === candidate)
  );
}

/** 405 where the path has a route for another method, else 404. */
function noRoute(app: OpenAPIHono, c: Context): Problem {
  const { method, path } = c.req;
  const allowed = methodsOf(app, path);
  if (allowed.length === 0) {
    return new Problem("noRoute", `Cannot find ${path}: /openapi.json lists what is here`);
  }
  const allow = allowed.flatMap((name) => name === "GET" ? ["GET", "HEAD"] : [name]).join(", ");
  const detail = `Cannot ${method} ${path}: use ${allow}`;
  return new Problem("method", detail, { headers: { allow } });
}

function addHealthRoutes(app: OpenAPIHono, { metrics, notReady }: AppOptions): void {
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
    async (c) => c.body(await metrics.metrics(), 200, { "content-type": metrics.contentType }),
  );
}
