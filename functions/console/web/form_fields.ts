/**
 * The fields that forms share. They come as text, and an empty one does not come at all.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { Problem } from "../../runtime/http/problem.ts";

/** A whole number within limits. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const error = max === Number.MAX_SAFE_INTEGER
    ? `must be a whole number, ${min} or more`
    : `must be a whole number from ${min} to ${max}`;
  return z.string({ error }).trim().regex(/^\d{1,16}$/, { error }).transform(Number)
    .refine((value) => value >= min && value <= max, { error });
}

/** Text that must be there. */
export const text = z.string({ error: "must not be empty" });

const TOPIC = { error: "must be a topic's name: 1 to 249 letters, digits, . _ -" };

/** The name of a topic. */
export const topicName = z.string(TOPIC).trim().regex(/^[\w.-]{1,249}$/, TOPIC);

/** Broker ids, parted by commas. */
export const brokerIds = text.transform((given, context) => {
  const ids = given.split(",").map((id) => id.trim());
  if (ids.every((id) => /^\d{1,9}$/.test(id)) && new Set(ids).size === ids.length) {
    return ids.map(Number);
  }
  context.addIssue("must be broker ids, each once, parted by commas: 1,2,3");
  return z.NEVER;
});

const ASSIGNMENT = /^\s*([^=\s]+)\s*=(.*)$/;

/** Settings, one `name=value` a line. */
export const settings = z.string().default("").transform((given, context) => {
  const lines = given.split("\n").filter((line) => line.trim() !== "");
  const found = lines.map((line) => ASSIGNMENT.exec(line));
  const wrong = lines.find((_, index) => found[index] === null);
  if (wrong === undefined) {
    return Object.fromEntries(found.map((match) => [match![1], match![2].trim()]));
  }
  context.addIssue(`must have one name=value a line, and "${wrong.trim()}" is none`);
  return z.NEVER;
});

/** A time, as browsers send it (without a zone: UTC) or in ISO 8601; in ms since the Unix epoch. */
export const time = text.transform((given, context) => {
  const iso = given.trim().replace(" ", "T");
  const ms = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/i.test(iso) ? iso : `${iso}Z`);
  if (!Number.isNaN(ms)) return ms;
  context.addIssue("must be a time such as 2026-11-22 20:15, in UTC");
  return z.NEVER;
});

/** Where in a topic: the words and figures of forms, as what Kafka is asked. */
export const start = z.object({
  from: z.enum(["earliest", "latest", "offset", "time"], {
    error: "must be earliest, latest, offset or time",
  }).default("latest"),
  offset: wholeNumber(0).optional(),
  time: time.optional(),
}).transform(({ from, offset, time }, context) => {
  if (from === "earliest" || from === "latest") return from;
  if (from === "offset" && offset !== undefined) return { offset };
  if (from === "time" && time !== undefined) return { time };
  context.addIssue({ code: "custom", path: [from], message: "must be given" });
  return z.NEVER;
});

/**
 * Makes sure that a destructive action is meant.
 *
 * @throws {Problem} `invalid` if what was typed is not the name.
 */
export function confirmed(typed: string | undefined, name: string): void {
  if (typed === name) return;
  throw new Problem("invalid", "Nothing was done: the name was not typed as it is", {
    fields: [{ field: "confirm", detail: `must be ${JSON.stringify(name)}` }],
  });
}
