/**
 * Filters of records: by parts that they contain, as people search, and by whole keys and headers,
 * as programs do.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { asBuffer } from "./bytes_text.ts";
import type { Header, KafkaRecord } from "./record.ts";

/** Which records are wanted: each text must be contained, in UTF-8. What is left out matches all. */
export interface RecordFilter {
  key?: string;
  value?: string;
  /** Contained in a header's name, its value, or `name:value`. */
  header?: string;
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
  const [key, value] = [wanted(filter.key), wanted(filter.value)];
  const header = wanted(filter.header);
  return (record) =>
    (key === undefined || contains(record.key, key)) &&
    (value === undefined || contains(record.value, value)) &&
    (header === undefined || record.headers.some((one) => headerBytes(one).includes(header)));
}

/** An empty text, as a form sends it, asks for nothing. */
function wanted(text: string | undefined): Buffer | undefined {
  return text ? Buffer.from(text) : undefined;
}

function contains(bytes: Uint8Array | null, part: Buffer): boolean {
  return bytes !== null && asBuffer(bytes).includes(part);
}

function headerBytes([name, value]: Header): Buffer {
  return Buffer.concat([Buffer.from(`${name}:`), value ?? Buffer.alloc(0)]);
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
