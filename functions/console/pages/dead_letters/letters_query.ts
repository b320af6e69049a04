/**
 * Which dead letters a query or a form asks for.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import {
  type LetterFilter,
  type LetterPlace,
  parsePlace,
} from "../../../../kafka/letters/letter_filter.ts";
import type { RecordCondition } from "../../../../kafka/record/matching/record_condition.ts";
import { topicName } from "../../components/kafka_fields.ts";
import { filledIn, readFields } from "../../web/forms/form.ts";
import { inZone } from "../../web/clock/zoned_time.ts";
import { time, wholeNumber } from "../../web/forms/form_fields.ts";

const optional = z.string().optional();

/** What stands for letters where none of those to choose from was chosen: that never means all. */
const NONE = "none";

/** Letters, each `partition/offset`. */
const places = z.string().transform((given, context) => {
  if (given === NONE) {
    context.addIssue("must be chosen: none was");
    return z.NEVER;
  }
  const found = given.split(",").map((one) => parsePlace(one.trim()));
  if (!found.includes(undefined)) return found as LetterPlace[];
  context.addIssue("must be partition/offset, such as 0/17; several are parted by commas");
  return z.NEVER;
});

const filterFields = z.object({
  letter: places.optional(),
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

/** What a query asks for; letters that were chosen one by one come one by one. */
export function askedFor(query: URLSearchParams): Record<string, string> {
  const letter = query.getAll("letter").filter(Boolean).join(",");
  const { choose, ...values } = filledIn(query);
  return { ...values, ...(letter ? { letter } : choose && { letter: NONE }) };
}

/**
 * The letters that are asked for.
 *
 * @throws {Problem} `invalid`, field by field.
 */
export function letterFilter(values: Record<string, string>): LetterFilter {
  const { letter, key, value, ...rest } = readFields(filterFields, inZone(values));
  const conditions = [containing("key", key), containing("value", value)].flat();
  return {
    ...rest,
    ...(letter && { places: letter }),
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
