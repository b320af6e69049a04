import { assertEquals } from "@std/assert";
import type { z } from "@hono/zod-openapi";
import { TOPIC_NAME_RULE } from "../../../kafka/names.ts";
import { brokerIds, start, topicName } from "./kafka_fields.ts";

function read(schema: z.ZodType, given: unknown) {
  const result = schema.safeParse(given);
  return result.success ? result.data : result.error.issues.map(({ message }) => message);
}

const CASES: [string, z.ZodType, unknown, unknown][] = [
  ["a topic", topicName, " a.b_c-1 ", "a.b_c-1"],
  ["no topic", topicName, "<b>", [`must be ${TOPIC_NAME_RULE}`]],
  ["a name that Kafka keeps for folders", topicName, "..", [`must be ${TOPIC_NAME_RULE}`]],
  ["brokers", brokerIds, "3, 1,2", [3, 1, 2]],
  ["a broker twice", brokerIds, "1,1", [
    "must be broker ids, each once, parted by commas: 1,2,3",
  ]],
  ["a start", start, {}, "latest"],
  ["a start at an offset", start, { from: "offset", offset: "5" }, { offset: 5 }],
  ["a start at no offset", start, { from: "offset" }, ["must be given"]],
  ["a start nowhere", start, { from: "x" }, ["must be earliest, latest, offset or time"]],
];

for (const [name, schema, given, expected] of CASES) {
  Deno.test(`fields: ${name}`, () => assertEquals(read(schema, given), expected));
}
