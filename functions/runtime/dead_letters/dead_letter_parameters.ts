/**
 * The parameters of `/dead-letters`.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { type LetterFilter, parsePlace } from "../../../kafka/letters/letter_filter.ts";
import { parseStart } from "../../../kafka/reader/start.ts";
import { CONDITION_FORM, parseCondition } from "../../../kafka/record/matching/record_condition.ts";
import { numeric } from "../http/numeric_parameter.ts";
import { topicName, unknownParameter } from "../trigger/control/start_parameters.ts";

const PLACE = "must be partition/offset, such as 0/17";

/** A letter's place. */
const place = z.string({ error: PLACE }).transform((given, context) => {
  const found = parsePlace(given);
  if (found !== undefined) return found;
  context.addIssue(PLACE);
  return z.NEVER;
});

const TIME = "must be a time (ISO 8601), ms since the Unix epoch, or how long ago, such as 10m";

const time = z.union([z.string(), z.number()], { error: TIME }).transform((given, context) => {
  const start = parseStart(`${given}`);
  if (typeof start === "object") return start.time;
  context.addIssue(TIME);
  return z.NEVER;
}).openapi({ type: "string", example: "10m" });

const condition = z.string().transform((given, context) => {
  const parsed = parseCondition(given);
  if (parsed !== undefined) return parsed;
  context.addIssue(`must be ${CONDITION_FORM}`);
  return z.NEVER;
});

/** One or several, in a query parted by commas. */
function several<T extends z.ZodType>(item: T, description: string, example: string) {
  return z.preprocess(
    (given) => typeof given === "string" ? given.split(",") : given,
    z.array(item).min(1, { error: "must not be empty" }),
  ).optional().openapi({ type: "string", description, example });
}

function whole(min: number) {
  const error = { error: `must be a whole number, ${min} or more` };
  return numeric(z.int(error).min(min, error));
}

const chosen = {
  topic: topicName.optional().openapi({
    description: "The topic of the letters; needed where the function has more than one",
  }),
  letters: several(place, "Only these: partition/offset, parted by commas", "0/17,0/19"),
  error: z.string().optional().openapi({
    description: "What the error contains, or the group of errors it is in",
  }),
  source: topicName.optional().openapi({ description: "The topic that they come from" }),
  function: z.string().optional().openapi({ description: "What could not handle them" }),
  where: several(
    condition,
    "What their records are like: key=K, value~PART, header.NAME=V or value.FIELD=V, parted by " +
      "commas; in JSON an array of them",
    "value.country=CH",
  ),
  since: time.optional().openapi({ description: "Put away since then" }),
  until: time.optional().openapi({ description: "Put away before" }),
};

const listShape = {
  ...chosen,
  show: whole(0).default(20).openapi({ description: "How many of the newest letters" }),
};

/** The parameters of GET. */
export const listSchema = z.strictObject(listShape, unknownParameter(listShape));

const dealShape = {
  action: z.enum(["redrive", "discard"], { error: "must be redrive or discard" }),
  ...chosen,
  to: topicName.optional().openapi({
    description: "Redrive to this topic; without it, to where each letter comes from",
  }),
  limit: whole(1).optional().openapi({ description: "How many at most" }),
  rate: whole(1).optional().openapi({ description: "How many a second at most" }),
  dryRun: z.preprocess(
    (given) => given === "true" ? true : given === "false" ? false : given,
    z.boolean({ error: "must be true or false" }),
  ).default(false).openapi({ type: "boolean", description: "Only tell what would be done" }),
};

/** The parameters of POST. */
export const dealSchema = z.strictObject(dealShape, unknownParameter(dealShape));

/** The letters that parameters choose. */
export function chosenLetters(
  { letters, error, source, function: name, where, since, until }: Omit<
    z.output<typeof listSchema>,
    "topic" | "show"
  >,
): LetterFilter {
  return {
    ...{ error, source, function: name, since, until },
    ...(letters && { places: letters }),
    ...(where && { conditions: where }),
  };
}
