/**
 * Filters of records: by parts that they contain, as people search, and by whole keys and headers,
 * as programs do.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { type Letters, lettersOf, textFinder } from "./text_finder.ts";
import type { Header, KafkaRecord } from "../record.ts";

/**
 * Which records are wanted: each text must be contained, in the bytes as UTF-8 or in JSON as it is shown,
 * laid out: `"city": "Lagos"` is found in `{"city":"Lagos"}`. What is left out matches all.
 */
export interface RecordFilter {
  key?: string;
  value?: string;
  /** Contained in a header's name, its value, or `name:value`. */
  header?: string;
  /** Whether upper and lower case are the same. */
  caseless?: boolean;
  /** Whether those are wanted that do not match. */
  not?: boolean;
}

/** Which records are wanted: each part must be the same. What is left out matches all. */
export interface ExactFilter {
  topic?: string;
  partition?: number;
  /** The whole key, as text. */
  key?: string;
  /** `name`, or `name:value`; a record must match each. */
  headers?: readonly string[];
}

/** Tells the records that contain what the filter says. */
export function containsMatcher(
  filter: RecordFilter = {},
): (record: Pick<KafkaRecord, "key" | "value" | "headers">) => boolean {
  const { caseless = false, not = false } = filter;
  const [key, value, header] = [filter.key, filter.value, filter.header].map((text) =>
    // An empty text, as a form sends it, asks for nothing.
    text ? textFinder(text, caseless) : undefined
  );
  if (!key && !value && !header) return () => true;
  const matches = (record: Pick<KafkaRecord, "key" | "value" | "headers">) =>
    (!key || (record.key !== null && key(record.key))) &&
    (!value || (record.value !== null && value(record.value))) &&
    (!header || record.headers.some((one) => header(headerLetters(one))));
  return not ? (record) => !matches(record) : matches;
}

function headerLetters([name, value]: Header): Letters {
  return `${lettersOf(name)}:${value === null ? "" : lettersOf(value)}`;
}

/** Tells the records that are what the filter says. */
export function exactMatcher(
  filter: ExactFilter,
): (record: Pick<KafkaRecord, "topic" | "partition" | "key" | "headers">) => boolean {
  const { topic, partition } = filter;
  const key = filter.key === undefined ? undefined : Buffer.from(filter.key);
  const headers = (filter.headers ?? []).map(headerMatcher);
  return (record) =>
    (topic === undefined || record.topic === topic) &&
    (partition === undefined || record.partition === partition) &&
    (key === undefined || (record.key !== null && key.equals(record.key))) &&
    headers.every((matches) => record.headers.some(matches));
}

function headerMatcher(text: string): (header: Header) => boolean {
  const colon = text.indexOf(":");
  if (colon < 0) return ([name]) => name === text;
  const wantedName = text.slice(0, colon);
  const wantedValue = Buffer.from(text.slice(colon + 1).trim());
  return ([name, value]) => name === wantedName && value !== null && wantedValue.equals(value);
}
