/**
 * Records as lines of text: the same form is produced from and consumed to.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { KafkaRecord } from "./record.ts";

/** A line's key and value. */
export interface LineRecord {
  key: Buffer | null;
  value: Buffer;
}

/** What the user said of keys. */
export interface KeyOptions {
  /** The key of every record. */
  key?: string;
  /** What stands between key and value in a line. */
  separator?: string;
}

/**
 * The record of a line, byte by byte as it is.
 *
 * @throws {Error} when the line should hold a key and has no separator.
 */
export function parseLine(line: Buffer, { key, separator }: KeyOptions): LineRecord {
  if (separator === undefined) {
    return { key: key === undefined ? null : Buffer.from(key), value: line };
  }
  const mark = Buffer.from(separator);
  const at = line.indexOf(mark);
  if (at < 0) throw new Error(`Cannot find the separator "${separator}" in the line "${line}"`);
  return { key: line.subarray(0, at), value: line.subarray(at + mark.length) };
}

const NOTHING = Buffer.alloc(0);
const LINE_FEED = Buffer.from("\n");

/**
 * The line of a record, its line feed included, byte by byte as the record has them. A key or a value
 * that is not there shows as nothing.
 */
export function formatLine(
  { key, value }: Pick<KafkaRecord, "key" | "value">,
  separator?: string,
): Buffer {
  const parts = separator === undefined ? [] : [key ?? NOTHING, Buffer.from(separator)];
  return Buffer.concat([...parts, value ?? NOTHING, LINE_FEED]);
}
