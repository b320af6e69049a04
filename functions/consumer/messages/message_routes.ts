/**
 * The route that shows messages: the last ones as JSON, or all that come as server-sent events.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { problemResponse } from "../../runtime/http/problems/problem_response.ts";
import { invalid, Problem } from "../../runtime/http/problems/problem.ts";
import { MESSAGE } from "./message_example.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";
import { exactMatcher } from "../../../kafka/record/matching/record_matcher.ts";
import { EventRuns, type Run } from "./event_runs.ts";
import { byteLength, type MessageRing } from "./message_ring.ts";
import { messageJson } from "./message_view.ts";
import { messagesSchema } from "./message_parameters.ts";
import {
  lastMatching,
  lastOfOneLog,
  parseEventId,
  resumeAfter,
  type Resumption,
  tail,
} from "./message_tail.ts";

/** What the route needs. */
export interface MessageRoutesOptions {
  ring: MessageRing;
}

const DEFAULT_LIMIT = 20;

const EVENTS = "text/event-stream";

const headerText = z.string().nullable();

const messageSchema = z.object({
  topic: z.string(),
  partition: z.number().int(),
  offset: z.number().int(),
  timestamp: z.string().or(z.number()).describe("ISO 8601, or ms where no date can be"),
  key: z.string().nullable(),
  keyEncoding: z.enum(["text", "base64"]).nullable(),
  value: z.unknown().describe(
    "As JSON if it is JSON, spelled as it was sent, else as text if it is text (as JSON of more than " +
      "100 levels is), else as base64; so is what is longer than 4 MiB",
  ),
  encoding: z.enum(["json", "text", "base64"]).nullable().describe("null for a tombstone"),
  headers: z.record(z.string(), headerText.or(z.array(headerText))).describe(
    "By name; a name that is repeated has a list. null is null; `base64:` stands before the base64 " +
      "of what is no UTF-8, and of text that itself begins so",
  ),
  headerList: z.array(z.tuple([z.string(), headerText])).optional().describe(
    "All headers in their order, where `headers` cannot tell it",
  ),
}).openapi("Message");

const EXAMPLE = {
  status: "ok" as const,
  message: "1 of the last messages",
  messages: [MESSAGE],
};

const EVENTS_EXAMPLE = `data:${JSON.stringify(MESSAGE)}\nid:sampleOne/0/1199\n\n` +
  `event:lost\ndata:{"records":12}\n\n`;

const route = createRoute({
  method: "get",
  path: "/messages",
  summary: "The messages that this replica has consumed",
  description: "As JSON the last ones, oldest first. With `Accept: text/event-stream` those that " +
    "come, after the last `limit` ones: an event's id is topic/partition/offset, and a client that " +
    "sends it as `Last-Event-ID` goes on behind it. A client that is too slow misses messages, and " +
    "an event `lost` tells how many. Transactions that are open or were aborted are not shown.",
  request: {
    query: messagesSchema.partial(),
    headers: z.object({
      "last-event-id": z.string().optional().openapi({ example: "sampleOne/0/1199" }),
    }),
  },
  responses: {
    200: {
      description: "Messages",
      content: {
        "application/json": {
          schema: z.object({
            status: z.literal("ok"),
            message: z.string(),
            messages: z.array(messageSchema),
          }),
          example: EXAMPLE,
        },
        [EVENTS]: { schema: z.string(), example: EVENTS_EXAMPLE },
      },
    },
    400: problemResponse("A Last-Event-ID that is none of ours"),
    422: problemResponse("Unknown or wrong parameters; the detail says what to change"),
  },
});

/** Adds the route to the application. */
export function addMessageRoutes(app: OpenAPIHono, { ring }: MessageRoutesOptions): void {
  app.openAPIRegistry.registerPath(route);
  const runs = new EventRuns();
  app.get("/messages", (c) => {
    const { limit, header: headers, ...filter } = readQuery(c);
    const matches = exactMatcher({ ...filter, headers });
    const type = accepts(c, {
      header: "Accept",
      supports: ["application/json", EVENTS],
      default: "application/json",
    });
    if (type === EVENTS) {
      const shared = { runs, filter: JSON.stringify({ ...filter, headers }) };
      const start = resumed(c, ring) ??
        { cursor: lastMatching(ring, matches, limit ?? 0)[0] ?? ring.end };
      return sendEvents(c, tail({ ring, matches, shared, ...start }), runs);
    }
    const records = lastOfOneLog(ring, matches, limit ?? DEFAULT_LIMIT)
      .map((index) => ring.at(index)!);
    return c.body(answerOf(records), 200, { "content-type": "application/json" });
  });
}

/** Records of more bytes are made JSON one by one, as the client takes them. */
const MAX_AT_ONCE = 1024 * 1024;

/** The answer, put together by hand, as no number of a record is to be rounded. */
function answerOf(records: readonly KafkaRecord[]): string | ReadableStream<Uint8Array> {
  const head = { status: "ok", message: `${records.length} of the last messages` };
  function* parts() {
    yield `${JSON.stringify(head).slice(0, -1)},"messages":[`;
    for (const [index, record] of records.entries()) {
      yield `${index === 0 ? "" : ","}${messageJson(record)}`;
    }
    yield "]}";
  }
  const bytes = records.reduce((sum, record) => sum + byteLength(record), 0);
  return bytes <= MAX_AT_ONCE
    ? [...parts()].join("")
    : ReadableStream.from(parts()).pipeThrough(new TextEncoderStream());
}

function readQuery(c: Context) {
  const { header, ...query } = c.req.queries();
  const given = Object.entries(query).map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  const result = messagesSchema.safeParse({ ...Object.fromEntries(given), header });
  if (!result.success) throw invalid(result.error);
  return result.data;
}

function sendEvents(c: Context, events: ReadableStream<Run>, runs: EventRuns): Response {
  const bytes = events.pipeThrough(
    new TransformStream<Run, Uint8Array>({
      transform: async (run, controller) => controller.enqueue(await runs.bytes(run)),
    }),
  );
  return c.body(bytes, 200, { "content-type": EVENTS, "cache-control": "no-store" });
}

/** Where a client goes on that says what it has seen last. */
function resumed(c: Context, ring: MessageRing): Resumption | undefined {
  const id = c.req.header("last-event-id");
  if (!id) return undefined;
  const last = parseEventId(id);
  if (last === undefined) {
    const detail = `Cannot resume after ${
      JSON.stringify(id)
    }: Last-Event-ID is topic/partition/offset`;
    throw new Problem("malformed", detail);
  }
  return resumeAfter(ring, last);
}
