/**
 * Reads the body and the parameters of a request, within limits.
 *
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { deadline } from "@std/async";
import type { Context, MiddlewareHandler } from "hono";
import { decoderOf } from "./serving/content_encoding.ts";
import { parseQuery } from "./browser/form_encoding.ts";
import { ending } from "./serving/requests_under_way.ts";
import { invalid, MAX_FAULTS, Problem } from "./problems/problem.ts";

/** How long a body may take to arrive, in ms: Deno's server waits for ever. */
const BODY_TIMEOUT = 8_000;

/**
 * Limits bodies, also those sent in chunks, whose length is not known before, and decodes those that
 * are compressed: the limit holds for both forms. Hono's own bodyLimit makes Deno warn about request
 * signals.
 *
 * @throws {Problem} 413 at once, or from whoever reads the body; 415 and 400 for what cannot be
 * decoded.
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  const tooLarge = () =>
    new Problem(
      "tooLarge",
      `Cannot take a body of more than ${maxBytes} bytes: send less, or raise MAX_BODY_BYTES`,
    );
  return async function limitBody(c, next) {
    const { method, headers, body } = c.req.raw;
    // It has no content (RFC 9110, section 9.3.8), and fetch's Request refuses to be one.
    if (method === "TRACE") return await next();
    const length = headers.get("content-length");
    if (Number(length) > maxBytes) throw tooLarge();
    if (length === null && body !== null) {
      c.req.raw = withBody(c.req.raw, limited(body, maxBytes, tooLarge));
    }
    const coding = headers.get("content-encoding");
    const decode = coding === null ? undefined : decoderOf(coding, maxBytes, tooLarge);
    if (decode !== undefined && body !== null) {
      c.req.raw = withBody(c.req.raw, await decode(await readBytes(c.req.raw)));
      c.req.raw.headers.delete("content-encoding");
      c.req.raw.headers.delete("content-length");
    }
    await next();
  };
}

/** The request with another body. */
function withBody({ url, method, headers }: Request, body: BodyInit): Request {
  return new Request(url, { method, headers, body });
}

function limited(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  tooLarge: () => Problem,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge();
        controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
      },
    }),
  );
}

/**
 * The body as text.
 *
 * @throws {Problem} 408 if it arrives too slowly, 413 if it is too large, 400 if it breaks off or is
 * not UTF-8, 415 if it says that it is something else.
 */
export async function readBody(request: Request): Promise<string> {
  checkCharset(request.headers.get("content-type"));
  const bytes = await readBytes(request);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem("malformed", "Cannot read the body: it is not UTF-8");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A content type's parameter that names a character encoding. */
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i;

/** What is read is UTF-8 (RFC 8259, section 8.1). @throws {Problem} 415 for another charset. */
function checkCharset(contentType: string | null): void {
  const [, charset] = (contentType !== null && CHARSET.exec(contentType)) || [];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw new Problem("mediaType", `Cannot read charset ${JSON.stringify(charset)}: send UTF-8`);
}

/** The body. @throws {Problem} 408, 413 and 400 as {@linkcode readBody}. */
export async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await inTime(request.bytes());
  } catch (error) {
    if (error instanceof Problem) throw error;
    // The server has shut down meanwhile.
    if (error instanceof Deno.errors.BadResource) throw ending();
    throw new Problem("malformed", `Cannot read the body: ${(error as Error).message}`);
  }
}

/** The ways to read a whole body (Fetch, section 5.3). */
const READINGS = ["arrayBuffer", "blob", "bytes", "formData", "json", "text"] as const;

/**
 * The same request, whose body others read: by its methods they get it in time, or a {@linkcode Problem}.
 * It is no new request, which would cost a third of the throughput. Those who read its stream are left alone.
 */
export function timed(request: Request): Request {
  if (request.method === "GET" || request.method === "HEAD") return request;
  for (const name of READINGS) {
    const read = request[name].bind(request) as () => Promise<unknown>;
    Object.defineProperty(request, name, { value: () => inTime(read()) });
  }
  return request;
}

/** What is read, within the time that a body has. @throws {Problem} 408. */
async function inTime<T>(reading: Promise<T>): Promise<T> {
  try {
    return await deadline(reading, BODY_TIMEOUT);
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === "TimeoutError";
    throw isLate ? tooSlow() : error;
  }
}

/** The connection ends with the answer: what still drips in is nobody's any more. */
function tooSlow(): Problem {
  const headers = { connection: "close" };
  return new Problem("slowRequest", `Cannot wait for the body beyond ${BODY_TIMEOUT} ms`, {
    headers,
  });
}

/**
 * The parameters of a request, which may stand in its query or, for POST, in a JSON object as well.
 *
 * @throws {Problem} 400 if the body is not JSON or not UTF-8, 415 if it says that it is something else, 422 if the
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
  for (const [name, value] of parseQuery(c.req.raw.url)) give(name, value);
  if (c.req.method === "POST") {
    for (const [name, value] of Object.entries(await readJsonObject(c.req.raw))) give(name, value);
  }
  if (faults.length > 0) {
    const told = [...new Set(faults)].slice(0, MAX_FAULTS);
    const fields = told.map((field) => ({ field, detail: "is given more than once" }));
    throw new Problem("invalid", `Cannot take ${told.join(", ")} more than once`, { fields });
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
