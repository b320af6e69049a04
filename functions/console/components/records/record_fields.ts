/**
 * The fields of a record's value, as conditions and columns name them.
 *
 * @module
 */
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";

/** A field that holds a text, a number, true, false or null. */
export interface RecordField {
  /** In CEL: `value.customer.name`. */
  name: string;
  /** In CEL: `value.customer.name == "Ada"`. */
  condition: string;
}

/** Larger values, in bytes, are not looked at. */
const MAX_BYTES = 20_000;

/** How many fields are told, how deep they lie, and the longest value and name, in characters. */
const MAX_FIELDS = 40;
const MAX_DEPTH = 4;
const MAX_TEXT = 60;

/** The first fields of a value that is a JSON object. */
export function recordFields({ value }: Pick<KafkaRecord, "value">): RecordField[] {
  if (value === null || value.length > MAX_BYTES || value[0] !== "{".charCodeAt(0)) return [];
  try {
    const fields: RecordField[] = [];
    collect("value", JSON.parse(asBuffer(value).toString()), fields, 0);
    return fields;
  } catch {
    return [];
  }
}

const NAME = /^[A-Za-z_]\w*$/;

function collect(name: string, value: unknown, fields: RecordField[], depth: number): void {
  if (fields.length >= MAX_FIELDS || depth > MAX_DEPTH || name.length > MAX_TEXT) return;
  if (typeof value === "object" && value !== null) {
    if (Array.isArray(value)) return;
    for (const [member, inner] of Object.entries(value)) {
      const path = NAME.test(member) ? `${name}.${member}` : `${name}[${JSON.stringify(member)}]`;
      collect(path, inner, fields, depth + 1);
    }
    return;
  }
  const literal = JSON.stringify(value);
  if (literal.length <= MAX_TEXT) fields.push({ name, condition: `${name} == ${literal}` });
}
