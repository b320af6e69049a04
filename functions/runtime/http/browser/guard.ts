/**
 * Keeps web pages out of an API that listens on localhost. A page of any site can make its visitor's
 * browser send requests here, so each request must be addressed to a name we answer to (a Host
 * allow-list stops DNS rebinding, where the page's own name resolves to 127.0.0.1), and a browser
 * must not say that another site sent it. Clients that are not browsers say nothing of that and pass.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { isCrossSite } from "./browser.ts";
import { Problem } from "../problems/problem.ts";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** The name in a Host header, in lower case and without its port. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "");
}

/**
 * The guard as a middleware.
 *
 * @param allowedHosts host names, besides localhost's, that requests may be addressed to.
 * @param isPage whether the path only shows something. Links from other sites may lead there.
 */
export function guard(
  allowedHosts: readonly string[],
  isPage: (path: string) => boolean,
): MiddlewareHandler {
  const hosts = new Set([...LOCAL_HOSTS, ...allowedHosts]);
  return async function guardRequest(c, next) {
    const { headers, method } = c.req.raw;
    const host = headers.get("host") ?? "";
    if (!hosts.has(hostName(host))) {
      throw new Problem(
        "misdirected",
        `Cannot answer for host ${JSON.stringify(host)}: address the request to localhost, ` +
          `or add the name to ALLOWED_HOSTS`,
      );
    }
    if (isCrossSite(headers)) {
      const mode = headers.get("sec-fetch-mode");
      // Without a mode it comes from a browser that is known by Origin or Referer only.
      const followsLink = method === "GET" &&
        (mode === "navigate" || (mode === null && !headers.has("origin")));
      if (!followsLink || !isPage(c.req.path)) {
        throw new Problem("crossSite", "Cannot take a request that a page of another site sent");
      }
    }
    await next();
  };
}
