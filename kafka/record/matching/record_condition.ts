/**
 * Conditions on records as people write them: `key=a`, `header.type=created`, `value.customer.id=7`.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { asBuffer } from "../bytes_text.ts";
import { header } from "../headers.ts";
import { jsonField } from "../json/json_field.ts";
import type { KafkaRecord } from "../record.ts";

/** How conditions are written, to complete "is …". */
export const CONDITION_FORM =
  "key, value, header.NAME or value.FIELD, and then =TEXT, !=TEXT, ~PART or nothing";

/** What a record must be like. */
export interface RecordCondition {
  part: "key" | "value" | { header: string } | { field: readonly string[] };
  /** `there`: it has this part, whatever it is. */
  is: "equal" | "unequal" | "containing" | "there";
  /** What the part is compared with; empty for `there`. */
  text: string;
}

const CONDITION =
  /^(key|value|header\.(?<header>[^=~]*?[^=~!])|value\.(?<field>[^=~]*?[^=~!]))(?:(?<operator>=|!=|~)(?<text>.*))?$/s;

const OPERATORS = { "=": "equal", "!=": "unequal", "~": "containing" } as const;

/**
 * What a user wrote; `undefined` for what is no condition.
 *
 * @example
 * ```ts
 * import { parseCondition } from "./record_condition.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseCondition("value.customer.id=7"), {
 *   part: { field: ["customer", "id"] },
 *   is: "equal",
 *   text: "7",
 * });
 * ```
 */
export function parseCondition(text: string): RecordCondition | undefined {
  const match = CONDITION.exec(text);
  if (match === null) return undefined;
  const { header, field, operator, text: wanted = "" } = match.groups!;
  const part = header !== undefined
    ? { header }
    : field !== undefined
    ? { field: field.split(".") }
    : match[1] as "key" | "value";
  const is = operator === undefined ? "there" : OPERATORS[operator as keyof typeof OPERATORS];
  return { part, is, text: wanted };
}

/**
 * Tells the records that meet all conditions. Bytes are compared with the text's UTF-8. A JSON field is
 * equal to a text that is its string, or that spells its value: `7`, `true`, `null`, `{"a":1}`. A part
 * that is not there is not equal to anything, and contains nothing.
 */
export function conditionMatcher(
  conditions: readonly RecordCondition[],
): (record: Pick<KafkaRecord, "key" | "value" | "headers">) => boolean {
  const matchers = conditions.map(matcher);
  return (record) => matchers.every((matches) => matches(record));
}

type Part = Uint8Array | null | undefined;

function matcher({ part, is, text }: RecordCondition) {
  const wanted = Buffer.from(text);
  const holds: (found: Part) => boolean = {
    there: (found: Part) => found !== undefined && (found !== null || typeof part === "object"),
    equal: (found: Part) => found != null && wanted.equals(found),
    unequal: (found: Part) => found == null || !wanted.equals(found),
    containing: (found: Part) => found != null && asBuffer(found).includes(wanted),
  }[is];
  return (record: Pick<KafkaRecord, "key" | "value" | "headers">) => holds(partOf(record, part));
}

function partOf(
  record: Pick<KafkaRecord, "key" | "value" | "headers">,
  part: RecordCondition["part"],
): Part {
  if (part === "key" || part === "value") return record[part];
  if ("header" in part) return header(record, part.header);
  if (record.value === null) return undefined;
  const found = jsonField(asBuffer(record.value).toString(), part.field);
  return found === undefined ? undefined : Buffer.from(found);
}
