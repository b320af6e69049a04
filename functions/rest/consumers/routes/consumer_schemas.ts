/**
 * The bodies of the routes of consumer instances.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { isTopicName } from "../../../../kafka/names.ts";

/** Nobody means to name more in one request. */
const MAX_ITEMS = 10_000;

const topic = z.string({ error: "must be a topic's name" })
  .refine(isTopicName, { error: "must be a topic's name" }).openapi({ example: "sampleOne" });
const partition = z.coerce.number({ error: "must be a whole number, 0 or more" })
  .int({ error: "must be a whole number, 0 or more" })
  .min(0, { error: "must be a whole number, 0 or more" })
  .max(2 ** 31 - 1, { error: "is too large" }).openapi({ type: "integer", example: 0 });
const offset = z.coerce.number({ error: "must be a whole number, 0 or more" })
  .int({ error: "must be a whole number, 0 or more" })
  .min(0, { error: "must be a whole number, 0 or more" })
  .max(Number.MAX_SAFE_INTEGER - 1, { error: "is too large" })
  .openapi({ type: "integer", example: 42 });
const metadata = z.string({ error: "must be text" }).nullish().transform((text) => text ?? "")
  .openapi({ type: "string", description: "What is kept beside the offset" });
const timestamp = z.union([
  z.int().min(0),
  z.string().refine((text) => !Number.isNaN(Date.parse(text))).transform((text) =>
    Date.parse(text)
  ),
], { error: "must be ms since the Unix epoch, or ISO 8601" }).openapi({ type: "string" });

const place = z.object({ topic, partition });

/** What to subscribe to. */
export const subscriptionBody = z.strictObject({
  topics: z.array(topic).max(MAX_ITEMS).nullish(),
  topic_pattern: z.string().max(1_000).nullish().openapi({
    description: "A regular expression (RE2's syntax) that must match a whole name",
  }),
}).openapi("Subscription");

/** Partitions. */
export const partitionsBody = z.strictObject({
  partitions: z.array(place, { error: "must be an array of {topic, partition}" }).max(MAX_ITEMS),
}).openapi("Partitions");

/** Offsets of records that the client is done with; none: of all that it was answered with. */
export const commitBody = z.strictObject({
  offsets: z.array(place.extend({ offset, metadata }), {
    error: "must be an array of {topic, partition, offset}",
  }).max(MAX_ITEMS).nullish(),
}).openapi("Commit");

/** Where to go on. */
export const seekBody = z.strictObject({
  offsets: z.array(place.extend({ offset, metadata }), {
    error: "must be an array of {topic, partition, offset}",
  }).max(MAX_ITEMS).nullish(),
  timestamps: z.array(place.extend({ timestamp, metadata }), {
    error: "must be an array of {topic, partition, timestamp}",
  }).max(MAX_ITEMS).nullish(),
}).openapi("Seek");

const WAIT = "must be a whole number of ms";
const BYTES = "must be a whole number of bytes";

/** The query of a request for records. */
export const recordsQuery = z.strictObject({
  timeout: z.coerce.number({ error: WAIT }).int({ error: WAIT }).optional().openapi({
    type: "integer",
    description: "How long to wait for some, in ms; at most as long as the instance says",
  }),
  max_bytes: z.coerce.number({ error: BYTES }).int({ error: BYTES }).optional().openapi({
    type: "integer",
    description: "Bytes of keys and values; one record is answered with at least",
  }),
}, { error: ({ code }) => code === "unrecognized_keys" ? "is unknown" : undefined });

/** The query of a request for committed offsets. */
export const committedQuery = z.strictObject({
  topic: topic.optional(),
  partition: partition.optional(),
}, { error: ({ code }) => code === "unrecognized_keys" ? "is unknown" : undefined });
