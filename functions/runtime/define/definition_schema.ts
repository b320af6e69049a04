/**
 * What a definition may be: each part's shape, limits and default.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Cron } from "croner";
import { isPrintableName, isTopicName } from "../../../kafka/names.ts";
import { parseStart } from "../../../kafka/reader/start.ts";
import type { Fetch, Filter, FunctionDefinition, Input, SubjectInput } from "./definition.ts";
import { durationMs } from "./duration.ts";

/** A string or number that says how long; ms when read. */
function duration(min: number, max: number) {
  const error = `must be a time such as "200ms", "5s", "10m" or "1h", or a number of ms, ` +
    `from ${min} to ${max} ms`;
  return z.union([z.string(), z.number()], { error }).transform((given, context) => {
    const ms = durationMs(given);
    if (ms !== undefined && ms >= min && ms <= max) return ms;
    context.addIssue(error);
    return z.NEVER;
  });
}

function whole(min: number, max: number) {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

function callable<T>(error: string) {
  return z.custom<T>((given) => typeof given === "function", { error });
}

/** An object of these parts and no others. */
function parts<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === "unrecognized_keys"
        ? `is unknown; known are ${Object.keys(shape).join(", ")}`
        : "must be an object",
  });
}

const DAY = 86_400_000;

const topicName = z.string({ error: "must be a topic's name" })
  .refine(isTopicName, { error: "must be a topic's name: letters, digits, . _ -, at most 249" });

const texts = z.array(z.string({ error: "must be text" }), { error: "must be a list of texts" });

const topicOnly = parts({ topic: topicName });

const subject = parts({
  subject: z.string({ error: "must be a subject's name" }).min(1, {
    error: "must be a subject's name",
  }),
});

const input = z.union([
  z.custom<Exclude<Input, SubjectInput>>((given) =>
    given === "json" || given === "text" || given === "bytes" ||
    ((typeof given === "object" || typeof given === "function") && given !== null &&
      "~standard" in given)
  ),
  subject,
], {
  error:
    `must be "json", "text", "bytes", a Standard Schema, as of zod, valibot or arktype, or the ` +
    `{ subject } of a schema registry`,
});

const filter = z.union([
  callable<Extract<Filter, (...given: never[]) => unknown>>("must be a predicate"),
  parts({
    key: z.string().optional(),
    headers: texts.optional(),
    fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .optional(),
  }),
], { error: "must be a predicate, or have key, headers or fields" });

const trigger = parts({
  topics: z.array(topicName, { error: "must be a list of topics" })
    .min(1, { error: "must name a topic" })
    .refine((names) => new Set(names).size === names.length, { error: "names a topic twice" }),
  group: z.string().min(1, { error: "must not be empty" })
    .max(255, { error: "must be at most 255 characters" })
    .refine(isPrintableName, { error: "must have no control characters" }).optional(),
  from: z.string().refine((text) => parseStart(text) !== undefined, {
    error: "must be latest, earliest, or a time in ISO 8601",
  }).default("latest"),
  filter: filter.optional(),
  batch: parts({
    records: whole(1, 10_000).default(500),
    bytes: whole(1, 2 ** 30).default(8 * 2 ** 20),
    window: duration(0, 5 * 60_000).default(0),
  }).prefault({}),
  ordering: z.enum(["partition", "key", "none"], { error: "must be partition, key or none" })
    .default("partition"),
  concurrency: whole(1, 1_000).optional(),
});

const retries = parts({
  attempts: whole(1, 100).default(4),
  backoff: duration(0, 60_000).default(100),
  maxAge: duration(0, 3650 * DAY).optional(),
}).prefault({});

const fetch = z.union([
  callable<Fetch>("must be a handler"),
  z.custom<{ fetch: Fetch }>((given) =>
    typeof (given as { fetch?: unknown } | null)?.fetch === "function"
  ),
], { error: "must be a Hono app or a handler of requests" });

const schedule = z.string({ error: "must be a cron expression" }).refine(isCron, {
  error: "must be a cron expression, such as */5 * * * *",
});

function isCron(expression: string): boolean {
  try {
    new Cron(expression, { paused: true }).stop();
    return true;
  } catch {
    return false;
  }
}

/** A definition, part by part. What parts must be to each other is looked at apart. */
export const definitionSchema = parts({
  port: whole(1, 65535),
  description: z.string().optional(),
  trigger: trigger.optional(),
  input: input.default("json"),
  output: topicOnly.optional(),
  each: callable<NonNullable<FunctionDefinition<Input>["each"]>>("must be a handler").optional(),
  handle: callable<NonNullable<FunctionDefinition<Input>["handle"]>>("must be a handler")
    .optional(),
  retries,
  timeout: duration(1, 15 * 60_000).default(30_000),
  onFailure: topicOnly.nullable().optional(),
  fetch: fetch.optional(),
  schedule: schedule.optional(),
  run: callable<NonNullable<FunctionDefinition["run"]>>("must be a handler").optional(),
  permissions: parts({
    net: texts.default([]),
    env: texts.default([]),
    read: texts.default([]),
  }).prefault({}),
  autostart: z.boolean({ error: "must be true or false" }).default(true),
  replicas: whole(0, 1_000).default(1),
  env: z.record(z.string(), z.string({ error: "must be text" }), {
    error: "must be variables, each a text",
  }).default({}),
  resources: parts({
    memory: z.string().regex(/^\d+(Ki|Mi|Gi)$/, { error: `must be such as "256Mi"` }).optional(),
    cpu: z.string().regex(/^(\d+m|\d+(\.\d+)?)$/, { error: `must be such as "500m" or "1"` })
      .optional(),
  }).prefault({}),
});

/** A definition as it was read: with its defaults, and times in ms. */
export type ReadDefinition = z.output<typeof definitionSchema>;
