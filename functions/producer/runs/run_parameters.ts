/**
 * The parameters of a run: what `start_producer` takes.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { parseDuration } from "../../../kafka/duration.ts";
import { isTopicName } from "../../../kafka/names.ts";
import { numeric } from "../../runtime/http/numeric_parameter.ts";
import { compileTemplate, PLACEHOLDER_NAMES } from "../../runtime/producing/template.ts";

/** A record must fit into a batch, and a batch by default into 1 MiB. */
const MAX_SIZE = 1_000_000;

const MAX_KEYS = 1_000_000;

function wholeNumber(min: number, max: number, what: string) {
  const error = `must be a whole number of ${what} from ${min} to ${max}`;
  return numeric(z.int({ error }).min(min, { error }).max(max, { error }));
}

const DURATION_FORM = "must be seconds, or a number with a unit such as 500ms, 30s, 5m or 1h";

/** A duration, as text with its unit; a number without one is of seconds. */
const duration = z.union([z.number(), z.string()], { error: DURATION_FORM })
  .transform((value, context) => {
    const text = `${value}`.trim();
    const given = SECONDS.test(text) ? `${text}s` : text.replaceAll(/\s/g, "");
    const ms = durationMs(given);
    if (ms > 0 && ms <= Number.MAX_SAFE_INTEGER) return given;
    context.addIssue({ code: "custom", message: DURATION_FORM });
    return z.NEVER;
  });

const SECONDS = /^\d+(\.\d+)?$/;

/** The ms of a run's duration. */
export function durationMs(duration: string): number {
  return parseDuration(duration) ?? NaN;
}

const template = z.string({ error: "must be text" }).superRefine((text, context) => {
  try {
    compileTemplate(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
  }
});

const rateError = { error: "must be a number of records a second, 0 or more" };

const shape = {
  topic: z.string().refine(isTopicName, { error: "must be a topic's name" })
    .default("sampleOne")
    .openapi({ description: "The topic to write to", example: "sampleOne" }),
  rate: numeric(z.number(rateError).min(0, rateError)).default(0.5).openapi({
    type: "number",
    default: 0.5,
    description: "Records a second; 0 is as fast as Kafka acknowledges. A run that Kafka held up " +
      "goes on at its rate, and makes up for at most a second.",
  }),
  count: wholeNumber(1, Number.MAX_SAFE_INTEGER, "records").optional()
    .openapi({ type: "integer", description: "How many records to write; left out: no end" }),
  duration: duration.optional().openapi({
    type: "string",
    description: "How long to write, in seconds or with a unit: 500ms, 30s, 5m, 1h. Counts from " +
      "the start, whether or not the function was running all the time.",
    example: "30s",
  }),
  size: wholeNumber(1, MAX_SIZE, "bytes").optional().openapi({
    type: "integer",
    description: "Bytes of a value. What the template gives is filled up with dots, or cut.",
  }),
  keys: wholeNumber(1, MAX_KEYS, "keys").default(1).openapi({
    type: "integer",
    default: 1,
    description: "How many distinct keys: key-0, key-1, … in turn; the only one is testOne",
  }),
  template: template.default("random number {{random}}").openapi({
    description: `The value, with the placeholders ${
      PLACEHOLDER_NAMES.map((name) => `{{${name}}}`).join(" ")
    }`,
    example: `{"n": {{seq}}, "at": "{{time}}"}`,
  }),
};

/** Checks the parameters of a run, and completes them. */
export const runParameters = z.strictObject(shape, {
  error: ({ code }) =>
    code === "unrecognized_keys"
      ? `is unknown; known are ${Object.keys(shape).join(", ")}`
      : undefined,
}).openapi("RunParameters");

/** The parameters of a run; the same go out again as they came out. */
export type RunParameters = z.output<typeof runParameters>;
