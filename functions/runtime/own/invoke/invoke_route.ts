/**
 * `POST /invoke`: calls the function by hand, and tells what came of it.
 *
 * @module
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { bytesToText } from "../../../../kafka/record/bytes_text.ts";
import { viewHeaders } from "../../../../kafka/record/headers.ts";
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import type { OwnFunction } from "../../define/read_definition.ts";
import { readBody } from "../../http/body.ts";
import { parseQuery } from "../../http/browser/form_encoding.ts";
import { numeric } from "../../http/numeric_parameter.ts";
import { invalid, Problem } from "../../http/problems/problem.ts";
import { problemResponse } from "../../http/problems/problem_response.ts";
import { unknownParameter } from "../../trigger/control/start_parameters.ts";
import type { Produced } from "../call/call_context.ts";
import type { Invoked, InvokedRecord, Invoker } from "./invoker.ts";
import { readInvocation } from "./read_invocation.ts";

/** What the route needs. */
export interface InvokeRouteOptions {
  invoker: Pick<Invoker, "invoke" | "run">;
  /** The last records of the function's topics, the oldest first. */
  lastRecords(count: number): Promise<KafkaRecord[]>;
}

const LAST = { error: "must be a whole number from 1 to 1000" };

const shape = {
  last: numeric(z.int(LAST).min(1, LAST).max(1_000, LAST)).optional().openapi({
    description: "Call it with the last records of its topics, and not with those of the body",
    example: 10,
  }),
  dry_run: z.enum(["true", "false"], { error: "must be true or false" }).default("false").openapi({
    description: "Write nothing, and tell what would be written",
  }),
};

const parameters = z.strictObject(shape, unknownParameter(shape));

/** Adds the route. */
export function addInvokeRoute(
  app: OpenAPIHono,
  own: OwnFunction,
  { invoker, lastRecords }: InvokeRouteOptions,
): void {
  app.openAPIRegistry.registerPath(description());
  app.post("/invoke", async (c) => {
    const query = parameters.safeParse(Object.fromEntries(parseQuery(c.req.raw.url)));
    if (!query.success) throw invalid(query.error);
    const { last, dry_run } = query.data;
    const dryRun = dry_run === "true";
    const body = await readBody(c.req.raw);
    if (own.trigger === undefined) {
      if (own.run === undefined) {
        throw new Problem("conflict", "Cannot invoke: it has neither a trigger nor a schedule");
      }
      if (last !== undefined || body.trim() !== "") {
        throw new Problem("invalid", "Cannot take records: the function has no trigger");
      }
      return c.json(shown(await invoker.run(dryRun), dryRun));
    }
    if (last === undefined && body.trim() === "" && own.run !== undefined) {
      return c.json(shown(await invoker.run(dryRun), dryRun));
    }
    if ((last === undefined) === (body.trim() === "")) {
      throw new Problem(
        "invalid",
        "Cannot invoke: send records, or ask for the last ones (?last=10)",
      );
    }
    const records = last === undefined
      ? readInvocation(body, own.trigger.topics[0])
      : await lastRecords(last);
    return c.json(shown(await invoker.invoke(records, dryRun), dryRun));
  });
}

function shown({ records, outputs, error, ms }: Invoked, dryRun: boolean) {
  const failed = records.filter(({ outcome }) => outcome === "failed").length + (error ? 1 : 0);
  const verb = dryRun ? "would write" : "wrote";
  const called = records.length === 1 ? "1 record" : `${records.length} records`;
  return {
    status: "ok",
    message: `Called with ${called}: ${failed} failed, ${verb} ${outputs.length}`,
    dryRun,
    failed,
    ms: Math.round(ms * 100) / 100,
    error: error ? textOf(error) : null,
    records: records.map(shownRecord),
    outputs: outputs.map(shownOutput),
  };
}

function shownRecord({ record, outcome, error }: InvokedRecord) {
  const { topic, partition, offset } = record;
  return {
    topic,
    partition,
    offset,
    outcome,
    error: error ? textOf(error) : null,
    ...(error?.stack && { stack: error.stack }),
  };
}

function shownOutput({ topic, record, receipt }: Produced) {
  const headers = record.headers.map(([name, value]): [string, Uint8Array | null] => [
    name,
    typeof value === "string" ? Buffer.from(value) : value,
  ]);
  return {
    topic,
    partition: receipt?.partition ?? record.partition ?? null,
    offset: receipt?.offset ?? null,
    ...shownPart("key", record.key),
    ...shownPart("value", record.value),
    ...viewHeaders(headers),
  };
}

function shownPart(name: "key" | "value", part: string | Uint8Array | null) {
  if (part === null || typeof part === "string") return { [name]: part };
  const { encoding, text } = bytesToText(part);
  return encoding === "text" ? { [name]: text } : { [name]: text, [`${name}Encoding`]: encoding };
}

function textOf({ name, message }: Error): string {
  return `${name}: ${message}`;
}

function description() {
  const count = z.number().int();
  const position = { topic: z.string(), partition: count.nullable(), offset: count.nullable() };
  const answer = z.object({
    status: z.literal("ok"),
    message: z.string(),
    dryRun: z.boolean(),
    failed: count,
    ms: z.number().describe("How long the calls took"),
    error: z.string().nullable().describe("What a call without records failed with"),
    records: z.array(z.object({
      ...position,
      outcome: z.enum(["ok", "failed", "filtered"]),
      error: z.string().nullable(),
      stack: z.string().optional(),
    })),
    outputs: z.array(z.object({
      ...position,
      key: z.string().nullable(),
      value: z.string().nullable(),
      headers: z.record(z.string(), z.any()),
    })).describe("What was written, or in a dry run would be"),
  }).openapi("Invocation");
  const record = z.any().describe(
    "A record such as `consume --json` prints, of which only a key or a value must be there, or no " +
      "more than a value; a list of them; or one a line. Text is taken as it is, all else as JSON.",
  );
  return {
    method: "post" as const,
    path: "/invoke",
    summary: "Call the function by hand",
    description:
      "Once, without retries and dead letters. What it writes is written, unless it is a " +
      "dry run. Without a body a function with a schedule does what is due.",
    request: {
      query: parameters.partial(),
      body: {
        content: {
          "application/json": {
            schema: record,
            example: [{ key: "customer-1", value: { price: 2, amount: 3 } }],
          },
        },
      },
    },
    responses: {
      200: { description: "It was called", content: { "application/json": { schema: answer } } },
      400: problemResponse("Not JSON"),
      422: problemResponse("Nothing to call it with, or no record"),
      503: problemResponse("The last records cannot be read"),
    },
  };
}
