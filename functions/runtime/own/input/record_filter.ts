import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import type { KafkaRecord } from "../../../../kafka/record/record.ts";
import { exactMatcher } from "../../../../kafka/record/matching/record_matcher.ts";
import type { Filter, FilterRules, Input as Kind } from "../../define/definition.ts";
import { Input } from "./input_record.ts";
import { valueReader } from "./value_reader.ts";

/**
 * Tells the records that a function wants. One whose value cannot be read is wanted, as is one at which a
 * predicate fails: the handler, or the dead letters, are where people find out, and nothing is passed by
 * for a fault.
 */
export function recordFilter(filter: Filter, input: Kind): (record: KafkaRecord) => boolean {
  if (typeof filter !== "function") return ruleFilter(filter);
  const read = valueReader(typeof input === "string" ? input : "json");
  return (record) => {
    try {
      return Boolean(filter(new Input(record, read(record.value))));
    } catch {
      return true;
    }
  };
}

function ruleFilter({ key, headers, fields }: FilterRules): (record: KafkaRecord) => boolean {
  const matches = exactMatcher({ key, headers });
  if (fields === undefined) return matches;
  const wanted = Object.entries(fields)
    .map(([path, value]) => ({ path: path.split("."), value }));
  return (record) => {
    if (!matches(record)) return false;
    let parsed: unknown;
    try {
      parsed = JSON.parse(asBuffer(record.value ?? new Uint8Array()).toString());
    } catch {
      return record.value !== null;
    }
    return wanted.every(({ path, value }) => fieldOf(parsed, path) === value);
  };
}

function fieldOf(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, name)) {
      return undefined;
    }
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}
