import { Buffer } from "node:buffer";
import type { KafkaRecord } from "../../../kafka/record/record.ts";

/** What records are asked for. Whatever is left out matches all. */
export interface MessageFilter {
  topic?: string;
  partition?: number;
  /** The whole key, as text. */
  key?: string;
  /** `name`, or `name:value`; a record must match each. */
  headers?: readonly string[];
}

/** The filter as a test of records. */
export function matcher(filter: MessageFilter): (record: KafkaRecord) => boolean {
  const { topic, partition } = filter;
  const key = filter.key === undefined ? undefined : Buffer.from(filter.key);
  const headers = (filter.headers ?? []).map(headerMatcher);
  return (record) =>
    (topic === undefined || record.topic === topic) &&
    (partition === undefined || record.partition === partition) &&
    (key === undefined || (record.key !== null && key.equals(record.key))) &&
    headers.every((matches) => matches(record));
}

function headerMatcher(text: string): (record: KafkaRecord) => boolean {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const value = colon < 0 ? undefined : Buffer.from(text.slice(colon + 1).trim());
  return ({ headers }) =>
    headers.some(([candidate, found]) =>
      candidate === name && (value === undefined || (found !== null && value.equals(found)))
    );
}
