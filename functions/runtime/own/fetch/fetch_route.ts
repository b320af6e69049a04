/**
 * What a function answers to requests of its own.
 *
 * @module
 */
import type { Context as HonoContext } from "hono";
import type { CloudEventAttributes } from "../../cloudevents/cloud_event.ts";
import { binaryAttributes, bodyAttributes, eventMode } from "../../cloudevents/http_binding.ts";
import type { Context, Trace } from "../../define/context.ts";
import type { ReadDefinition } from "../../define/definition_schema.ts";
import { readBody, timed } from "../../http/body.ts";
import { Problem } from "../../http/problems/problem.ts";
import { CallContext, type CallResources, type Cause } from "../call/call_context.ts";
import { eventOf } from "../call/record_cause.ts";
import { continueTrace } from "../call/trace.ts";

/** A request that a function is called for. */
class RequestCause implements Cause {
  readonly #headers: Headers;
  readonly #events: readonly CloudEventAttributes[];
  #id: string | undefined;

  constructor(headers: Headers, events: readonly CloudEventAttributes[]) {
    this.#headers = headers;
    this.#events = events;
  }

  trace(): Trace | undefined {
    return continueTrace((name) => this.#headers.get(name));
  }

  ids(): Record<string, unknown> {
    this.#id ??= this.#headers.get("x-request-id") ?? crypto.randomUUID();
    return { request: this.#id };
  }

  cloudEvent(event?: object): CloudEventAttributes | undefined {
    return event === undefined ? this.#events[0] : eventOf(event);
  }
}

/**
 * Answers a request by the function's own handler, once all that it has produced is acknowledged.
 *
 * @param signal aborted when the function ends.
 * @throws {Problem} 400 for what says that it is a CloudEvent and is none.
 */
export async function answerRequest(
  fetch: NonNullable<ReadDefinition["fetch"]>,
  resources: CallResources,
  { req: { raw } }: HonoContext,
  signal: AbortSignal,
): Promise<Response> {
  const { request, events } = await readEvents(raw);
  const cause = new RequestCause(request.headers, events);
  const context = new CallContext(resources, cause, { attempt: 1, signal, isRefusable: true });
  const response = await call(fetch, timed(request), context);
  await context.settled();
  if (response instanceof Response) return response;
  throw new TypeError("Cannot answer: fetch must return a Response");
}

/** A Hono app finds the context in `c.env`. */
function call(
  fetch: NonNullable<ReadDefinition["fetch"]>,
  request: Request,
  context: Context,
): Response | Promise<Response> {
  return typeof fetch === "function" ? fetch(request, context) : fetch.fetch(request, context);
}

/** The events that a request carries, and the request with its body still to be read. */
async function readEvents(
  request: Request,
): Promise<{ request: Request; events: CloudEventAttributes[] }> {
  const mode = eventMode(request.headers);
  if (mode === undefined) return { request, events: [] };
  if (mode === "binary") return { request, events: checked([binaryAttributes(request.headers)]) };
  const text = await readBody(request);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Problem("malformed", `Cannot parse the body as JSON: ${(error as Error).message}`);
  }
  const { url, method, headers } = request;
  return {
    request: new Request(url, { method, headers, body: text }),
    events: checked(bodyAttributes(mode, body)),
  };
}

function checked(found: readonly (CloudEventAttributes | string)[]): CloudEventAttributes[] {
  return found.map((attributes, index) => {
    if (typeof attributes !== "string") return attributes;
    throw new Problem("malformed", `Cannot take CloudEvent ${index}: it ${attributes}`);
  });
}
