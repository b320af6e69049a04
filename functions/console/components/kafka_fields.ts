/**
 * The fields of forms that name things of Kafka.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { isTopicName, TOPIC_NAME_RULE } from "../../../kafka/names.ts";
import { text, time, wholeNumber } from "../web/forms/form_fields.ts";

const TOPIC = { error: `must be ${TOPIC_NAME_RULE}` };

/** The name of a topic. */
export const topicName = z.string(TOPIC).trim().refine(isTopicName, TOPIC);

/** Broker ids, parted by commas. */
export const brokerIds = text.transform((given, context) => {
  const ids = given.split(",").map((id) => id.trim());
  if (ids.every((id) => /^\d{1,9}$/.test(id)) && new Set(ids).size === ids.length) {
    return ids.map(Number);
  }
  context.addIssue("must be broker ids, each once, parted by commas: 1,2,3");
  return z.NEVER;
});

/** The position in a partition to start from: `from`, and the `offset` or `time` that it needs. */
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
