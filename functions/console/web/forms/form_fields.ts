/**
 * The fields that forms share. They come as text, and an empty one does not come at all.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { parseZoned } from "../clock/zoned_time.ts";

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

/** A time as {@linkcode parseZoned} reads it, in ms since the Unix epoch. */
export const time = text.transform((given, context) => {
  const ms = parseZoned(given);
  if (ms !== undefined) return ms;
  context.addIssue("must be a time such as 2026-11-22 20:15");
  return z.NEVER;
});
