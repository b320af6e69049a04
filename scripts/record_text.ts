/**
 * Records as lines of text: the same form is produced from and consumed to.
 *
 * @module
 */

import type { KafkaRecord } from "../kafka/record/record.ts";

/** A record's key and value. A value of `null` deletes its key from a compacted topic. */
export interface TextRecord {
  key: string | null;
  value: string | null;
}

/** What the user said of keys. */
export interface KeyOptions {
  /** The key of every record. */
  key?: string;
  /** What stands between key and value in a line. */
  separator?: string;
}

/**
 * The record of a line.
 *
 * @throws {Error} when the line should hold a key and has no separator.
 */
export function parseRecord(line: string, { key, separator }: KeyOptions): TextRecord {
  if (separator === undefined) return { key: key ?? null, value: line };
  const at = line.indexOf(separator);
  if (at < 0) throw new Error(`Cannot find the separator "${separator}" in the line "${line}"`);
  return { key: line.slice(0, at), value: line.slice(at + separator.length) };
}

/** The line of a record. A key or a value that is not there shows as nothing. */
export function formatRecord({ key, value }: TextRecord, separator?: string): string {
  return separator === undefined ? value ?? "" : `${key ?? ""}${separator}${value ?? ""}`;
}

/** A consumed record as text; bytes that are no UTF-8 are replaced. */
export function toText({ key, value }: Pick<KafkaRecord, "key" | "value">): TextRecord {
  return { key: text(key), value: text(value) };
}

/** A consumed record whole, as JSON. */
export function jsonRecord(record: KafkaRecord): string {
  const { topic, partition, offset, timestamp } = record;
  const headers = Map.groupBy(record.headers, ([name]) => name).entries().map(([name, of]) => {
    const values = of.map(([, value]) => text(value));
    return [name, values.length === 1 ? values[0] : values];
  });
  return JSON.stringify({
    topic,
    partition,
    offset,
    time: new Date(timestamp).toISOString(),
    ...toText(record),
    headers: Object.fromEntries(headers),
  });
}

const decoder = new TextDecoder();

function text(bytes: Uint8Array | null): string | null {
  return bytes && decoder.decode(bytes);
}
