/**
 * Which requests get through to a function's handlers: method × content type × Host × Origin ×
 * Sec-Fetch-Site × Sec-Fetch-Mode × Referer × Sec-Purpose × User-Agent, over every route there is.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import {
  everySituation,
  FOREIGN_HOSTS,
  isForeign,
  isOfBrowser,
  METHODS,
  pairedSituations,
  requestOf,
  type Situation,
} from "./browser_requests.ts";
import { type GuardedApp, guardedApps } from "./guarded_apps.ts";

const apps = await guardedApps();
const paired = pairedSituations();

/** A request of a program, which says nothing of itself. */
const PROGRAM: Situation = {
  ...{ host: "localhost:5000", origin: null, site: null, mode: null, referer: null },
  ...{ purpose: null, agent: "curl/8.5.0", type: "application/json" },
};

/** Whether anything but a page may be asked so: what is asked may change something then. */
function mayChange(method: string, situation: Situation): boolean {
  if (["HEAD", "OPTIONS", "TRACE"].includes(method) || isForeign(situation)) return false;
  if (method === "GET" && situation.purpose !== null) return false;
  return method !== "GET" || !isOfBrowser(situation);
}

/** A path of a route, with something in the place of its parameters. */
function pathOf(route: string): string {
  return route.replace(/\/\*$/, "/x").replace(/:\w+(\{[^}]*\})?\??/g, "1");
}

/** Every path, and the methods that it has. */
function paths({ routes }: GuardedApp): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { method, path } of routes) {
    const at = pathOf(path);
    found.set(at, (found.get(at) ?? new Set()).add(method));
  }
  return found;
}

/** Whether GET of a path changes nothing: no POST does the same, or it is a page's. */
function isPage({ name }: GuardedApp, path: string, methods: ReadonlySet<string>): boolean {
  // Reading moves a consumer instance on, and nothing else of rest's changes anything by GET.
  if (name === "rest") return !path.endsWith("/records");
  return !methods.has("POST") || name === "console" || name === "lag" || name === "rest" ||
    path === "/" ||
    path === "/status";
}

for (const app of apps) {
  Deno.test(`${app.name}: no page of another site must reach what changes anything`, async () => {
    for (const [path, methods] of paths(app)) {
      for (const method of METHODS) {
        for (const situation of paired) {
          const { status, reached } = await app.ask(requestOf(method, path, situation));
          const told = `${method} ${path} ${JSON.stringify(situation)} ${status}`;
          const shows = (method === "GET" || method === "HEAD") && isPage(app, path, methods);
          // What only GET takes may be shown to a function's own pages.
          const own = method === "GET" && !methods.has("POST") && !isForeign(situation) &&
            situation.purpose === null;
          if (!mayChange(method, situation) && !shows && !own) assert(!reached, told);
          if (isForeign(situation) && !shows) assert(!reached, told);
          assert(status < 500, told);
        }
      }
    }
  });

  Deno.test(`${app.name}: no other name of this machine must be answered for`, async () => {
    for (const path of [...paths(app).keys(), "/nothing"]) {
      for (const method of METHODS) {
        for (const host of FOREIGN_HOSTS) {
          const { status } = await app.ask(requestOf(method, path, { ...PROGRAM, host }));
          assertEquals(status, 421, `${method} ${path} ${host}`);
        }
      }
    }
  });

  Deno.test(`${app.name}: a program, and the function's own pages, must reach every route`, async () => {
    const own = {
      ...PROGRAM,
      agent: "Mozilla/5.0 (X11; Linux x86_64)",
      site: "same-origin",
    } as const;
    for (const [path, methods] of paths(app)) {
      for (const method of methods) {
        assert((await app.ask(requestOf(method, path, PROGRAM))).reached, `${method} ${path}`);
        if (method === "GET") continue;
        const form = { ...own, origin: "own", mode: "navigate" } as const;
        assert((await app.ask(requestOf(method, path, form))).reached, `${method} ${path}`);
      }
    }
  });
}

Deno.test("whatever a foreign page says in its headers must not reach what changes anything", async () => {
  const classes: [string, string][] = [
    ["producer", "/start_producer"],
    ["producer", "/topics/1"],
    ["console", "/topics"],
    ["lag", "/v3/admin/loglevel"],
    ["an own function", "/a/route/of/its/own"],
  ];
  for (const [name, path] of classes) {
    const app = apps.find((one) => one.name === name)!;
    for (const situation of everySituation()) {
      if (!isForeign(situation)) continue;
      for (const method of ["POST", "PUT", "DELETE", "GET"]) {
        if (method === "GET" && ["console", "lag"].includes(name)) continue;
        const { status, reached } = await app.ask(requestOf(method, path, situation));
        assert(!reached, `${name} ${method} ${path} ${JSON.stringify(situation)} ${status}`);
      }
    }
  }
});
