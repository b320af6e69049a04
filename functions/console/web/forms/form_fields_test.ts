import { assertEquals } from "@std/assert";
import type { z } from "@hono/zod-openapi";
import { settings, time, wholeNumber } from "./form_fields.ts";

function read(schema: z.ZodType, given: unknown) {
  const result = schema.safeParse(given);
  return result.success ? result.data : result.error.issues.map(({ message }) => message);
}

const CASES: [string, z.ZodType, unknown, unknown][] = [
  ["a number", wholeNumber(1, 9), " 7 ", 7],
  ["a number too large", wholeNumber(1, 9), "10", ["must be a whole number from 1 to 9"]],
  ["no number", wholeNumber(0), "1e3", ["must be a whole number, 0 or more"]],
  ["settings", settings, "a=1\n\n b.c = x=y \n", { a: "1", "b.c": "x=y" }],
  ["no settings", settings, undefined, {}],
  ["a wrong setting", settings, "a", ['must have one name=value a line, and "a" is none']],
  ["a time of a browser", time, "2026-11-22T20:15", Date.UTC(2026, 10, 22, 20, 15)],
  ["a time with a zone", time, "2026-11-22 20:15:30+01:00", Date.UTC(2026, 10, 22, 19, 15, 30)],
  ["no time", time, "yesterday", ["must be a time such as 2026-11-22 20:15"]],
];

for (const [name, schema, given, expected] of CASES) {
  Deno.test(`fields: ${name}`, () => assertEquals(read(schema, given), expected));
}
