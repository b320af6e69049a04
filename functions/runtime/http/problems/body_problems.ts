/**
 * What may be wrong with any request that may have a body, told of each of them in `/openapi.json`.
 *
 * @module
 */
import type { OpenAPIHono } from "@hono/zod-openapi";

type Document = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** By status; a route may say more of its own. */
const PROBLEMS: Record<string, string> = {
  400: "The body is not UTF-8, breaks off, or is not what its encoding says",
  408: "The body did not arrive in time",
  413: "The body is longer than MAX_BODY_BYTES",
  415: "The body has a content type, a charset or a content encoding that is not taken",
  429: "More requests wait for their turn than may; Retry-After says for how many seconds",
};

const METHODS = ["post", "put", "patch", "delete"] as const;

/** The document, with what is not told yet. The schema `Problem` is there by the routes that all have. */
export function withBodyProblems(document: Document): Document {
  const schema = { $ref: "#/components/schemas/Problem" };
  const content = { "application/problem+json": { schema } };
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation === undefined) continue;
      const described = Object.entries(PROBLEMS).map(([status, description]) => [
        status,
        { description, content },
      ]);
      operation.responses = { ...Object.fromEntries(described), ...operation.responses };
    }
  }
  return document;
}
