/**
 * Keeps GET and HEAD safe (RFC 9110, section 9.2.1) where a path takes GET as well as POST and changes
 * something: for people at a terminal, GET does there what POST does.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { isAheadOfVisit, isOfBrowser } from "./browser.ts";
import { Problem } from "../problems/problem.ts";

/**
 * As a middleware, for paths where GET alone is taken, and what was read is not read again: HEAD does
 * nothing there, and a browser may not read ahead of a visit.
 */
export function keepUnread(movesOn: (path: string) => boolean): MiddlewareHandler {
  return async function keepUnread(c, next) {
    const { method, headers } = c.req.raw;
    if ((method !== "GET" && method !== "HEAD") || !movesOn(c.req.path)) return await next();
    if (method === "HEAD") return c.body(null);
    if (isAheadOfVisit(headers)) {
      throw new Problem(
        "crossSite",
        `Cannot read ${c.req.path} ahead of a visit: reading moves on`,
      );
    }
    await next();
  };
}

/**
 * As a middleware: HEAD does nothing there, and a browser, which asks by GET for images, for what it
 * expects to be visited next, and for what stood in its address bar last week, must POST.
 *
 * @param changesState whether GET of the path changes something.
 */
export function keepSafe(changesState: (path: string) => boolean): MiddlewareHandler {
  return async function keepSafe(c, next) {
    const { method, headers } = c.req.raw;
    if ((method !== "GET" && method !== "HEAD") || !changesState(c.req.path)) return await next();
    if (method === "HEAD") return c.body(null);
    if (isOfBrowser(headers)) {
      const detail = `Cannot change anything by a browser's GET of ${c.req.path}: use POST`;
      throw new Problem("method", detail, { headers: { allow: "POST" } });
    }
    await next();
  };
}
