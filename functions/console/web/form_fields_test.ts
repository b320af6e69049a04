import { assertEquals, assertThrows } from "@std/assert";
import type { z } from "@hono/zod-openapi";
import { Problem } from "../../runtime/http/problem.ts";
import {
  brokerIds,
  confirmed,
  settings,
  start,
  time,
  topicName,
  wholeNumber,
} from "./form_fields.ts";

function read(schema: z.ZodType, given: unknown) {
  const result = schema.safeParse(given);
  return result.success ? result.data : result.error.issues.map(({ message }) => message);
}

const CASES: [string, z.ZodType, unknown, unknown][] = [
  ["a number", wholeNumber(1, 9), " 7 ", 7],
  ["a number too large", wholeNumber(1, 9), "10", ["must be a whole number from 1 to 9"]],
  ["no number", wholeNumber(0), "1e3", ["must be a whole number, 0 or more"]],
  ["a topic", topicName, " a.b_c-1 ", "a.b_c-1"],
  ["no topic", topicName, "<b>", ["must be a topic's name: 1 to 249 letters, digits, . _ -"]],
  ["brokers", brokerIds, "3, 1,2", [3, 1, 2]],
  ["a broker twice", brokerIds, "1,1", [
    "must be broker ids, each once, parted by commas: 1,2,3",
  ]],
  ["settings", settings, "a=1\n\n b.c = x=y \n", { a: "1", "b.c": "x=y" }],
  ["no settings", settings, undefined, {}],
  ["a wrong setting", settings, "a", ['must have one name=value a line, and "a" is none']],
  ["a time of a browser", time, "2026-11-22T20:15", Date.UTC(2026, 10, 22, 20, 15)],
  ["a time with a zone", time, "2026-11-22 20:15:30+01:00", Date.UTC(2026, 10, 22, 19, 15, 30)],
  ["no time", time, "yesterday", ["must be a time such as 2026-11-22 20:15, in UTC"]],
  ["a start", start, {}, "latest"],
  ["a start at an offset", start, { from: "offset", offset: "5" }, { offset: 5 }],
  ["a start at no offset", start, { from: "offset" }, ["must be given"]],
  ["a start nowhere", start, { from: "x" }, ["must be earliest, latest, offset or time"]],
];

for (const [name, schema, given, expected] of CASES) {
  Deno.test(`fields: ${name}`, () => assertEquals(read(schema, given), expected));
}

Deno.test("confirmed() wants the very name", () => {
  confirmed("orders", "orders");
  assertThrows(() => confirmed("Orders", "orders"), Problem);
  assertThrows(() => confirmed(undefined, "orders"), Problem);
});
