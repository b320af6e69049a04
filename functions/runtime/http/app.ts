/**
 * The HTTP application that every function starts from: its guards, its errors as problem details,
 * and the routes that all functions have.
 *
 * @module
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { authenticate, SIGN_IN } from "./auth/authenticate.ts";
import type { BearerToken } from "./auth/bearer_token.ts";
import type { JwtVerifier } from "./auth/jwt_verifier.ts";
import { addSignIn, signInPage } from "./auth/sign_in.ts";
import { limitBody } from "./body.ts";
import { docsRoutes } from "./docs.ts";
import { withBodyProblems } from "./problems/body_problems.ts";
import { invalid, Problem } from "./problems/problem.ts";
import { asProblem } from "./problems/kafka_problem.ts";
import { guard } from "./browser/guard.ts";
import { admit } from "./serving/admission.ts";
import { answerHead } from "./serving/head.ts";
import { keepSafe, keepUnread } from "./browser/safe_methods.ts";
import { addHealthRoutes, type HealthOptions } from "./health/health_routes.ts";

/** Options of {@linkcode createApp}. */
export interface AppOptions extends HealthOptions {
  title: string;
  /** What the function does, in Markdown, for its API reference. */
  description: string;
  allowedHosts: readonly string[];
  /** The token that requests must carry; none where only this machine reaches the function. */
  token?: BearerToken;
  /** Whose JWTs are taken, besides or in the place of the token. */
  jwt?: JwtVerifier;
  /** Paths besides `/healthz` and `/readyz` that anyone may GET. */
  probes?: readonly string[];
  maxBodyBytes: number;
  /** The paths, besides the common ones, that GET shows and that change nothing. */
  pages?: readonly string[] | "all" | ((path: string) => boolean);
  /** Whether a path with a slash at its end is the one without. */
  takesTrailingSlash?: boolean;
  /** Puts headers on every answer, also on those to requests that are turned away. */
  headers?: MiddlewareHandler;
  /** The answer to a client that wants a problem shown otherwise than as problem details. */
  showProblem?(problem: Problem, c: Context): Response | undefined;
  /** Answers what no route is there for, in the place of a 404. */
  otherwise?(c: Context): Response | Promise<Response>;
}

const COMMON_PAGES = ["/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/status"];

/** An application with the common routes, to which a function adds its own. */
export function createApp(options: AppOptions): OpenAPIHono {
  const app = new OpenAPIHono({
    strict: !options.takesTrailingSlash,
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
  const { pages = [], token, jwt } = options;
  const shown = new Set([...COMMON_PAGES, ...Array.isArray(pages) ? pages : []]);
  const isShown = typeof pages === "function" ? pages : () => pages === "all";
  const isPage = (path: string) =>
    isShown(path) || shown.has(path) || path === SIGN_IN || path === "/docs" ||
    path.startsWith("/docs/");
  if (options.headers) app.use(options.headers);
  app.use(answerHead());
  app.use(guard(options.allowedHosts, isPage));
  if (token || jwt) app.use(authenticate({ token, jwt, probes: options.probes, signInPage }));
  app.use(keepSafe((path) => !isPage(path) && methodsOf(app, path).includes("POST")));
  // A function that says of each path whether it is a page has no others that may be read at will.
  app.use(keepUnread((path) => typeof pages === "function" && !isPage(path)));
  app.use(admit(options.maxBodyBytes));
  app.use(limitBody(options.maxBodyBytes));
  const tell = (problem: Problem, c: Context) =>
    options.showProblem?.(problem, c) ?? problem.toResponse();
  app.onError((error, c) => tell(toProblem(error), c));
  app.notFound((c) => {
    const { otherwise } = options;
    return otherwise && methodsOf(app, c.req.path).length === 0
      ? otherwise(c)
      : tell(noRoute(app, c), c);
  });
  addHealthRoutes(app, options);
  if (token) addSignIn(app, token);
  app.get("/openapi.json", (c) =>
    c.json(withBodyProblems(app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: { title: options.title, version: "1.0.0", description: options.description },
    }))));
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
