/**
 * Reads the body and the parameters of a request, within limits.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { deadline } from "@std/async";
import type { Context, MiddlewareHandler } from "hono";
import { invalid, Problem } from "./problem.ts";

/**
 * How long a body may take to arrive, in ms. Deno's server waits for ever; Node's, which has limits
 * of its own, answers half as many requests a second on Deno.
 */
const BODY_TIMEOUT = 10_000;

/**
 * Limits bodies, also those sent in chunks, whose length is not known before. Hono's own bodyLimit
 * makes Deno warn about request signals.
 *
 * @throws {Problem} 413 at once, or from whoever reads the body.
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  const tooLarge = () =>
    new Problem(
      "tooLarge",
      `Cannot take a body of more than ${maxBytes} bytes: send less, or raise MAX_BODY_BYTES`,
    );
  return async function limitBody(c, next) {
    const { url, method, headers, body } = c.req.raw;
    const length = headers.get("content-length");
    if (Number(length) > maxBytes) throw tooLarge();
    if (length === null && body !== null) {
      let bytes = 0;
      const limited = body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            bytes += chunk.length;
            if (bytes > maxBytes) throw tooLarge();
            controller.enqueue(chunk);
          },
        }),
      );
      c.req.raw = new Request(url, { method, headers, body: limited });
    }
    await next();
  };
}

/**
 * The body as text.
 *
 * @throws {Problem} 408 if it arrives too slowly, 413 if it is too large, 400 if it breaks off.
 */
export async function readBody(request: Request): Promise<string> {
  try {
    return await deadline(request.text(), BODY_TIMEOUT);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof DOMException && error.name === "TimeoutError") {
      throw new Problem("slowRequest", `Cannot wait for the body beyond ${BODY_TIMEOUT} ms`);
    }
    throw new Problem("malformed", `Cannot read the body: ${(error as Error).message}`);
  }
}

/**
 * The parameters of a request, which may stand in its query or, for POST, in a JSON object as well.
 *
 * @throws {Problem} 400 if the body is not JSON, 415 if it says that it is something else, 422 if the
 * schema finds them wrong or one is given twice.
 */
export async function readParameters<S extends z.ZodType>(
  c: Context,
  schema: S,
): Promise<z.output<S>> {
  const given = new Map<string, unknown>();
  const faults: string[] = [];
  const give = (name: string, value: unknown) => {
    if (given.has(name)) faults.push(name);
    given.set(name, value);
  };
  for (const [name, values] of Object.entries(c.req.queries())) {
    for (const value of values) give(name, value);
  }
  if (c.req.method === "POST") {
    for (const [name, value] of Object.entries(await readJsonObject(c.req.raw))) give(name, value);
  }
  if (faults.length > 0) {
    const fields = faults.map((field) => ({ field, detail: "is given more than once" }));
    throw new Problem("invalid", `Cannot take ${faults.join(", ")} more than once`, { fields });
  }
  const result = schema.safeParse(Object.fromEntries(given));
  if (!result.success) throw invalid(result.error);
  return result.data;
}

/** The JSON object of a request's body; an empty one if there is no body. */
async function readJsonObject(request: Request): Promise<object> {
  const text = await readBody(request);
  if (text.trim() === "") return {};
  const type = request.headers.get("content-type")?.split(";", 1)[0].trim().toLowerCase();
  if (type !== "application/json") {
    const accept = { "accept-post": "application/json" };
    throw new Problem(
      "mediaType",
      `Cannot read ${type ?? "a body without a type"} as parameters: ` +
        `send application/json, or put them in the query`,
      { headers: accept },
    );
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Problem("malformed", `Cannot parse the body as JSON: ${(error as Error).message}`);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Problem("invalid", "Cannot read parameters from this body: it must be a JSON object");
  }
  return body;
}
