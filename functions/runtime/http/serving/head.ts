/**
 * Answers HEAD by the length that GET's content has, or by none (RFC 9110, section 8.6): Deno's server,
 * which is given no content, would say 0.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";

/** Answers by no length, where none is known. */
export function withoutLength(response: Response): Response {
  if (response.headers.has("content-length") || response.body !== null) return response;
  // What is streamed has no length; the server reads nothing of it.
  return new Response(new ReadableStream(), response);
}

/** As a middleware, tells HEAD the length of GET's content. A stream has none, and is ended. */
export function answerHead(): MiddlewareHandler {
  return async function answerHead(c, next) {
    await next();
    if (c.req.method !== "HEAD" || c.res.body === null) return;
    if (c.res.headers.get("content-type")?.startsWith("text/event-stream")) {
      await c.res.body.cancel();
      return;
    }
    const { byteLength } = await c.res.arrayBuffer();
    c.res = new Response(null, c.res);
    c.res.headers.set("content-length", `${byteLength}`);
  };
}
