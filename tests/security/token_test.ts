/**
 * Who gets through to a function's handlers where a token is wanted, over every route there is.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { BearerToken } from "../../functions/runtime/http/auth/bearer_token.ts";
import { type GuardedApp, guardedApps } from "./guarded_apps.ts";

const TOKEN = "a-token-that-is-long-enough-for-a-test";
const token = new BearerToken(TOKEN);
const apps = await guardedApps(token);

/** What tells whether a process is alive and ready, and the page where one signs in. */
const OPEN = ["/healthz", "/readyz", "/burrow/admin", "/burrow/admin/ready", "/sign-in"];

function routesOf({ routes }: GuardedApp): { method: string; path: string }[] {
  return [...routes, { method: "GET", path: "/an/own/route" }, { method: "POST", path: "/nothing" }]
    .map(({ method, path }) => ({ method, path: path.replace(/:\w+(\{[^}]*\})?/g, "1") }));
}

function request(method: string, path: string, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost:5000${path}`, {
    method,
    headers: { host: "localhost:5000", ...headers },
  });
}

const STRANGERS: Record<string, string>[] = [
  {},
  { authorization: `Bearer ${TOKEN}x` },
  { authorization: "Bearer" },
  { authorization: "Bearer " },
  { authorization: `Basic ${btoa(`admin:${TOKEN}`)}` },
  { authorization: TOKEN },
  { cookie: `instigator_session=${TOKEN}` },
  { cookie: "instigator_session=9999999999.x" },
  { cookie: `instigator_session=${token.openSession(0)}` },
  // Who says something wrong is not let in by something right.
  { authorization: "Bearer wrong", cookie: `instigator_session=${token.openSession()}` },
];

for (const app of apps) {
  Deno.test(`${app.name}: without the token nothing but the probes must be reached`, async () => {
    for (const { method, path } of routesOf(app)) {
      if (OPEN.includes(path)) continue;
      for (const headers of STRANGERS) {
        const { status, reached } = await app.ask(request(method, path, headers));
        assertEquals([status, reached], [401, false], `${method} ${path} ${Object.keys(headers)}`);
      }
    }
  });

  Deno.test(`${app.name}: with the token, and with a session for it, all must be reached`, async () => {
    for (const { method, path } of app.routes) {
      const at = path.replace(/:\w+(\{[^}]*\})?/g, "1");
      const session = `instigator_session=${token.openSession()}`;
      const right: Record<string, string>[] = [
        { authorization: `Bearer ${TOKEN}` },
        { cookie: session },
      ];
      for (const headers of right) {
        assert((await app.ask(request(method, at, headers))).reached, `${method} ${path}`);
      }
    }
  });

  Deno.test(`${app.name}: a session must be of no use to a page of another site`, async () => {
    const headers = {
      cookie: `instigator_session=${token.openSession()}`,
      origin: "http://localhost:3000",
      "sec-fetch-site": "same-site",
    };
    for (const { method, path } of routesOf(app)) {
      const { status } = await app.ask(request(method, path, headers));
      assertEquals(status, 403, `${method} ${path}`);
    }
  });
}
