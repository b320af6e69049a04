/**
 * Every function's application as it is built, but that its handlers do nothing: they only tell that
 * a request got through to them. New functions and new routes are found by themselves.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT_ROOT } from "../../cluster/environment.ts";
import { defineFunction } from "../../functions/runtime/define/define_function.ts";
import type { BearerToken } from "../../functions/runtime/http/auth/bearer_token.ts";
import { readDefinition } from "../../functions/runtime/define/read_definition.ts";
import { createFunctionApp } from "../../functions/runtime/own/app.ts";

/** An application whose handlers are out of work. */
export interface GuardedApp {
  name: string;
  routes: { method: string; path: string }[];
  /** Answers, and tells whether the request got through to a handler. */
  ask(request: Request): Promise<{ status: number; reached: boolean }>;
}

const REACHED = 299;

/** All functions that are built in, and a user's own. */
export async function guardedApps(token?: BearerToken): Promise<GuardedApp[]> {
  const apps = builtIn().map(async (name) => guarded(name, await builtInApp(name, token)));
  return [...await Promise.all(apps), guarded("an own function", ownApp(token))];
}

/** The folders of functions that have an application of their own. */
function builtIn(): string[] {
  const root = join(PROJECT_ROOT, "functions");
  return [...Deno.readDirSync(root)].map(({ name }) => name)
    .filter((name) => existsSync(join(root, name, "main.ts"))).sort();
}

/** What `app.ts` of a function makes of parts that nobody uses. */
async function builtInApp(name: string, token?: BearerToken): Promise<OpenAPIHono> {
  const path = join(PROJECT_ROOT, "functions", name, "app.ts");
  const module: Record<string, unknown> = await import(`${pathToFileURL(path)}`);
  const [create] = Object.entries(module).filter(([name]) => /^create\w*App$/.test(name));
  if (create === undefined) throw new Error(`Cannot find create…App in ${path}`);
  return (create[1] as (options: unknown) => OpenAPIHono)(anyOptions(token));
}

function ownApp(token?: BearerToken): OpenAPIHono {
  const definition = defineFunction({
    port: 5010,
    trigger: { topics: ["orders"] },
    each: () => {},
    fetch: () => new Response(null, { status: REACHED }),
  });
  return createFunctionApp(readDefinition("own", definition), anyOptions(token) as never);
}

/** Options of an application: what guards it is real, and all else is anything. */
function anyOptions(token?: BearerToken): object {
  const real: Record<PropertyKey, unknown> = {
    title: "",
    description: "",
    allowedHosts: ["allowed"],
    maxBodyBytes: 1_000,
    metrics: { contentType: "text/plain", metrics: () => Promise.resolve("") },
    notReady: () => Promise.resolve(undefined),
    status: {},
    token,
  };
  return new Proxy(real, {
    get: (_, name) => name in real || UNSET.has(name) ? real[name] : anything(),
  });
}

/** Options that change how requests are answered; applications set them by themselves. */
const UNSET = new Set<PropertyKey>([
  "showProblem",
  "otherwise",
  "pages",
  "headers",
  "probes",
  "jwt",
]);

/** A value that may be read, called and listed. */
function anything(): unknown {
  return new Proxy(() => {}, {
    get(_, name) {
      if (name === Symbol.iterator) return [][Symbol.iterator];
      if (name === Symbol.toPrimitive) return () => "anything";
      return name === "then" ? undefined : anything();
    },
    apply: () => anything(),
  });
}

/** Has the handlers of routes tell that they were reached; middleware stays as it is. */
function guarded(name: string, app: OpenAPIHono): GuardedApp {
  // The router settles how it works when it is asked first.
  app.router.match("GET", "/");
  const match = app.router.match.bind(app.router);
  const reached = () => new Response(null, { status: REACHED });
  app.router.match = (method, path) => {
    const [found, ...rest] = match(method, path);
    const handlers = found.map(([[handler, route], params]) => [
      [route.method === "ALL" ? handler : reached, route],
      params,
    ]);
    return [handlers, ...rest] as never;
  };
  return {
    name,
    routes: app.routes.filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => ({ method, path })),
    async ask(request) {
      const { status } = await app.request(request);
      return { status, reached: status === REACHED };
    },
  };
}
