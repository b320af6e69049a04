/**
 * What a browser tells of the request it sends.
 *
 * @module
 */

/**
 * Whether a browser says that a page of another origin sent this request: by Fetch Metadata; or by
 * Origin or Referer, where it does not send that, such as over plain HTTP to another machine.
 */
export function isCrossSite(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site === "cross-site" || site === "same-site") return true;
  const host = headers.get("host")?.toLowerCase();
  return [headers.get("origin"), headers.get("referer")].some((from) =>
    from !== null && URL.parse(from)?.host !== host
  );
}

/** Headers that browsers send, and other clients do not. */
const BROWSER_HEADERS = ["sec-fetch-site", "sec-purpose", "purpose", "x-moz", "origin", "referer"];

/** Whether a browser sent this request, for a page or ahead of a visit. */
export function isOfBrowser(headers: Headers): boolean {
  // All browsers begin so (RFC 9110, section 10.1.5, tells where it comes from).
  if (headers.get("user-agent")?.startsWith("Mozilla/")) return true;
  return BROWSER_HEADERS.some((name) => headers.has(name));
}

/** Whether a browser asks for what may be visited next (Sec-Purpose, and older names of it). */
export function isAheadOfVisit(headers: Headers): boolean {
  return ["sec-purpose", "purpose", "x-moz"].some((name) =>
    /prefetch|prerender|preview/.test(headers.get(name) ?? "")
  );
}
