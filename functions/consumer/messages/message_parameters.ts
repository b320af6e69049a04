/**
 * The parameters of `/messages`.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { topicName, unknownParameter } from "../../runtime/trigger/control/start_parameters.ts";

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
