/**
 * Which dead letters a query or a form asks for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import { type LetterFilter, parsePlace } from "../../../../kafka/letters/letter_filter.ts";
import type { RecordCondition } from "../../../../kafka/record/record_condition.ts";
import { topicName } from "../../components/kafka_fields.ts";
import { readFields } from "../../web/forms/form.ts";
import { time, wholeNumber } from "../../web/forms/form_fields.ts";

const optional = z.string().optional();

/** One letter, `partition/offset`. */
const place = z.string().transform((given, context) => {
  const found = parsePlace(given.trim());
  if (found !== undefined) return found;
  context.addIssue("must be partition/offset, such as 0/17");
  return z.NEVER;
});

const filterFields = z.object({
  letter: place.optional(),
  error: optional,
  source: optional,
  function: optional,
  key: optional,
  value: optional,
  since: time.optional(),
  until: time.optional(),
});

const dealFields = z.object({
  to: topicName.optional(),
  limit: wholeNumber(1).optional(),
  rate: wholeNumber(1).optional(),
});

/** The names of the fields that choose letters. */
export const FILTER_NAMES = Object.keys(filterFields.shape);

/**
 * The letters that are asked for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function letterFilter(values: Record<string, string>): LetterFilter {
  const { letter, key, value, ...rest } = readFields(filterFields, values);
  const conditions = [containing("key", key), containing("value", value)].flat();
  return {
    ...rest,
    ...(letter && { places: [letter] }),
    ...(conditions.length > 0 && { conditions }),
  };
}

/**
 * How letters are dealt with.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function dealOptions(values: Record<string, string>) {
  return { filter: letterFilter(values), ...readFields(dealFields, values) };
}

function containing(part: "key" | "value", text: string | undefined): RecordCondition[] {
  return text === undefined ? [] : [{ part, is: "containing", text }];
}
