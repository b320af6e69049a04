/**
 * What the producer's form asks for, and the records that come of it.
 *
 * @module
 */
import { z } from "@hono/zod-openapi";
import type { Buffer } from "node:buffer";
import type { NewRecord } from "../../../../../kafka/producer/topic_producer.ts";
import { Problem } from "../../../../runtime/http/problems/problem.ts";
import { compileTemplate } from "../../../../runtime/producing/template.ts";
import { wholeNumber } from "../../../web/forms/form_fields.ts";
import { formatBytes } from "../../../web/text/format.ts";
import { readHeaderLines } from "./header_lines.ts";
import { KEY_FORMS, type PartForm, readPart, VALUE_FORMS } from "./record_forms.ts";

/** How many records a form writes at most, and how many bytes: what takes a second or two. */
const MAX_COUNT = 1_000;
const MAX_BYTES = 10_000_000;

/** The fields of the form. */
export const produceFields = z.object({
  key: z.string().default(""),
  keyForm: z.enum(KEY_FORMS.map(([form]) => form), { error: "must be one of these" })
    .default("text"),
  value: z.string().default(""),
  valueForm: z.enum(VALUE_FORMS.map(([form]) => form), { error: "must be one of these" })
    .default("text"),
  headers: z.string().default("").transform((typed, context) => {
    try {
      return readHeaderLines(typed);
    } catch (error) {
      context.addIssue((error as Error).message);
      return z.NEVER;
    }
  }),
  partition: wholeNumber(0).optional(),
  count: wholeNumber(1, MAX_COUNT).default(1),
  template: z.string().optional(),
});

/**
 * The records that a form asks for.
 *
 * @throws {Problem} `invalid`, by field: text that is no JSON, a placeholder that there is none of.
 */
export function recordsOf(
  { key, keyForm, value, valueForm, headers, partition, count, template }: z.output<
    typeof produceFields
  >,
): NewRecord[] {
  const total = count * (key.length + value.length);
  if (total > MAX_BYTES) {
    throw fault("count", `must be fewer: together they are ${formatBytes(total)}`);
  }
  const isTemplate = template !== undefined;
  // A text that nobody typed is no key; one that is meant to be empty is said to be.
  const asKey = part("key", key === "" && keyForm === "text" ? "none" : keyForm, key, isTemplate);
  const asValue = part("value", valueForm, value, isTemplate);
  return Array.from({ length: count }, (_, seq) => {
    const { text, bytes } = asKey({ seq, key: "" });
    return { key: bytes, value: asValue({ seq, key: text }).bytes, headers, partition };
  });
}

/** A key or a value of a record of its number: as it is typed, and its bytes. */
type MakePart = (context: { seq: number; key: string }) => {
  text: string;
  bytes: Buffer | string | null;
};

function part(
  field: "key" | "value",
  form: PartForm,
  typed: string,
  isTemplate: boolean,
): MakePart {
  const read = (text: string) => {
    try {
      return { text, bytes: readPart(form, text) };
    } catch (error) {
      throw fault(field, (error as Error).message);
    }
  };
  if (!isTemplate) {
    const only = read(typed);
    return () => only;
  }
  if (field === "key" && /\{\{\s*key\s*\}\}/.test(typed)) {
    throw fault(field, "must not hold {{key}}, which stands for the key in values");
  }
  try {
    const fill = compileTemplate(typed);
    return (context) => read(fill(context));
  } catch (error) {
    throw fault(field, (error as Error).message);
  }
}

function fault(field: string, detail: string): Problem {
  const label = `${field[0].toUpperCase()}${field.slice(1)}`;
  return new Problem("invalid", `Nothing is written: ${label.toLowerCase()} ${detail}`, {
    fields: [{ field, detail }],
  });
}
