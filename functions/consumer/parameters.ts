/**
 * The parameters that the consumer's routes take.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { isTopicName } from "../../kafka/names.ts";

const TOPIC = { error: "must be a topic's name: letters, digits, . _ -" };

const topicName = z.string(TOPIC).refine(isTopicName, TOPIC);

const TOPICS = { error: "must be topics, parted by commas, or an array of them" };

const topics = z.union([z.string(), z.array(z.string())], TOPICS)
  .transform((given) => [given].flat().flatMap((text) => text.split(",")))
  .transform((names) => [...new Set(names.map((name) => name.trim()))])
  .pipe(z.array(topicName).min(1, TOPICS));

const TIME = "must be latest, earliest, or a time: ISO 8601, or ms since the Unix epoch";

const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

const from = z.union([z.string(), z.number()], { error: TIME }).transform((given, context) => {
  if (given === "latest" || given === "earliest") return given;
  const text = `${given}`;
  const ms = /^\d+$/.test(text) ? Number(text) : ISO_8601.test(text) ? Date.parse(text) : NaN;
  if (ms <= Date.now()) return new Date(ms).toISOString();
  context.addIssue(ms > Date.now() ? "must not be in the future; use latest" : TIME);
  return z.NEVER;
});

const startShape = {
  topics: topics.default(["sampleOne"]).openapi({
    type: "string",
    description: "Topics, parted by commas; in JSON also an array of them",
    example: "sampleOne,sampleTwo",
  }),
  group: z.string({ error: "must be text" }).min(1, { error: "must not be empty" })
    .max(255, { error: "must be at most 255 characters" })
    .default("consumer-Sample-One")
    .openapi({ description: "The consumer group" }),
  from: from.optional().openapi({
    type: "string",
    description:
      "Where the group begins: latest, earliest, or with the first record since a time, " +
      "as ISO 8601 or ms since the Unix epoch. Without it the group goes on where it was, and " +
      "begins at the end of topics that are new to it",
    example: "earliest",
  }),
  wait: z.literal("assigned", { error: "must be assigned, or left out" }).optional().openapi({
    description: "Answer when this replica has been assigned its partitions",
  }),
};

/** The parameters of `/start_consumer`. */
export const startSchema = z.strictObject(startShape, unknownParameter(startShape));

/** What `/start_consumer` is asked to do. */
export type StartParameters = z.infer<typeof startSchema>;

/** The parameters of routes that take none. */
export const noParameters = z.strictObject({}, { error: "is unknown; this route takes none" });

/** The largest number of messages in one answer. */
const MAX_MESSAGES = 1_000;

function wholeNumber(max: number) {
  const error = `must be a whole number from 0 to ${max}`;
  return z.string().regex(/^\d{1,10}$/, { error }).transform(Number)
    .refine((value) => value <= max, { error });
}

const messagesShape = {
  topic: topicName.optional(),
  partition: wholeNumber(2 ** 31 - 1).optional().openapi({ type: "integer" }),
  key: z.string().optional().openapi({ description: "The whole key" }),
  header: z.array(z.string().min(1, { error: "must not be empty" })).optional().openapi({
    description: "`name` or `name:value`; may be given more than once",
    example: ["instigator-seq:7"],
  }),
  limit: wholeNumber(MAX_MESSAGES).optional().openapi({
    type: "integer",
    description: "How many of the last messages; 20 if left out, and 0 for a stream of events",
  }),
};

/** The parameters of `/messages`. */
export const messagesSchema = z.strictObject(messagesShape, unknownParameter(messagesShape));

function unknownParameter(shape: object) {
  const error = `is unknown; known are ${Object.keys(shape).join(", ")}`;
  return {
    error: ({ code }: { code: string }) => code === "unrecognized_keys" ? error : undefined,
  };
}
