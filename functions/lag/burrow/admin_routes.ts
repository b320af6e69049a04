/**
 * Whether the lag monitor works, and how much it logs.
 *
 * @module
 */
import { readBody } from "../../runtime/http/body.ts";
import { type BurrowRoutes, json } from "./burrow_routes.ts";
import { type Log, logLevel } from "../logging/log.ts";

/** What the routes need. */
export interface AdminRoutesOptions {
  log: Log;
  /** Whether what was there at the beginning has been read. */
  isReady(): boolean;
}

/** Adds the routes. */
export function addAdminRoutes(routes: BurrowRoutes, { log, isReady }: AdminRoutesOptions): void {
  routes.add(
    { path: "/burrow/admin", summary: "Whether the process is alive" },
    (c) => c.text("GOOD"),
  );
  routes.add({
    path: "/burrow/admin/ready",
    summary: "Whether the commits that were there at the beginning have been read",
    problems: { 503: "Not yet" },
  }, (c) => isReady() ? c.text("READY") : c.text("STARTING", 503));
  const path = "/v3/admin/loglevel";
  routes.add({ path, summary: "How much is logged" }, (c) =>
    json(c, {
      error: false,
      message: "log level returned",
      level: log.level,
      request: routes.request(c),
    }));
  routes.add({
    method: "post",
    path,
    summary: 'Log more or less: {"level": "debug"}',
    problems: { 400: "The body is no JSON object", 404: "There is no such level" },
  }, async (c) => {
    const wanted = parseLevel(await readBody(c.req.raw));
    if (wanted === undefined) return routes.error(c, 400, "could not decode message body");
    const level = logLevel(wanted);
    if (level === undefined) return routes.error(c, 404, "unknown log level");
    log.level = level;
    return json(c, { error: false, message: "set log level", request: routes.request(c) });
  });
}

/** The level that a body names; `undefined` where it is not an object with a text for one. */
function parseLevel(body: string): string | undefined {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof request !== "object" || request === null || Array.isArray(request)) return undefined;
  const { level = "" } = request as { level?: unknown };
  return typeof level === "string" ? level : undefined;
}
