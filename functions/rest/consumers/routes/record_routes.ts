/**
 * The route that answers with records.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { isOfBrowser } from "../../../runtime/http/browser/browser.ts";
import { Problem } from "../../../runtime/http/problems/problem.ts";
import { checkAccept, recordsType } from "../../media_types.ts";
import { readQuery } from "../../read_request.ts";
import { recordsQuery } from "./consumer_schemas.ts";
import type { Instances } from "../instances.ts";

/** The longest that a request may ask to wait where its instance does not say, ms. */
const MAX_WAIT = 30_000;

/** What the route needs. */
export interface RecordOptions {
  instances: Instances;
  /** How long a request waits where its instance does not say, ms. */
  requestTimeoutMs: number;
  /** How many bytes a request gets at most. */
  requestMaxBytes: number;
}

/** Adds the route to the application. */
export function addRecordRoutes(
  app: OpenAPIHono,
  { instances, requestTimeoutMs, requestMaxBytes }: RecordOptions,
): void {
  app.get("/consumers/:group/instances/:instance/records", (c) => {
    const { group, instance } = c.req.param();
    if (isOfBrowser(c.req.raw.headers)) {
      const detail = "Cannot answer a browser with records: the instance would go on behind them";
      throw new Problem("crossSite", detail);
    }
    return instances.use(group, instance, async (consumer) => {
      const { config } = consumer;
      const { format, waitMs = requestTimeoutMs } = config;
      checkAccept(c.req.header("accept"), format);
      const { timeout = -1, max_bytes = -1 } = readQuery(c, recordsQuery);
      const headers = { "content-type": recordsType(format) };
      // HEAD changes nothing.
      if (c.req.raw.method === "HEAD") return c.body("[]", 200, headers);
      const records = await consumer.read({
        timeoutMs: timeout > 0 ? Math.min(timeout, config.waitMs ?? MAX_WAIT) : waitMs,
        maxBytes: max_bytes > 0 ? Math.min(max_bytes, requestMaxBytes) : requestMaxBytes,
      });
      return c.body(records, 200, headers);
    });
  });
}
