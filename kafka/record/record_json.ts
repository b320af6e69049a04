/**
 * Records as lines of JSON, without loss, and back.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { bytesToText, textToBytes } from "./bytes_text.ts";
import { readHeaders, viewHeaders } from "./headers.ts";
import { eachMember, valueStart } from "./json/json_source.ts";
import type { Header, KafkaRecord } from "./record.ts";
import { recordTimeJson } from "./record_time.ts";

/**
 * A record whole, as `consume --json` and `export` print it. A key or value that is not UTF-8 is in
 * base64, and `keyEncoding` or `valueEncoding` says so; such a header is `base64:…`.
 */
export function recordJson(record: Omit<KafkaRecord, "topic"> & { topic?: string }): string {
  const { topic, partition, offset } = record;
  const position = JSON.stringify({ topic, partition, offset });
  const content = JSON.stringify({
    ...shown("key", record.key),
    ...shown("value", record.value),
    ...viewHeaders(record.headers),
  });
  const time = recordTimeJson(record.timestamp);
  return `${position.slice(0, -1)},"time":${time},${content.slice(1)}`;
}

function shown(part: "key" | "value", bytes: Uint8Array | null) {
  if (bytes === null) return { [part]: null };
  const { encoding, text } = bytesToText(bytes);
  return encoding === "text" ? { [part]: text } : { [part]: text, [`${part}Encoding`]: encoding };
}

/** A record as a line of JSON tells it; what a line by hand may leave out is optional. */
export interface ParsedRecord {
  key: Uint8Array | null;
  value: Uint8Array | null;
  /** In their order. */
  headers: Header[];
  partition?: number;
  /** ms since the Unix epoch. */
  timestamp?: number | bigint;
}

/** The members that a record can have. */
export const RECORD_MEMBERS: readonly string[] = [
  ...["topic", "partition", "offset", "time", "key", "keyEncoding", "value", "valueEncoding"],
  ...["headers", "headerList"],
];

/**
 * The record of a line that {@linkcode recordJson} has written, or somebody by hand: there a key or a
 * value may be any JSON, which is stored as it is spelled, and all but one of the two may be left out.
 * Topic and offset are passed over.
 *
 * @throws {SyntaxError} that says what is wrong with it.
 *
 * @example
 * ```ts
 * import { parseRecordJson } from "./record_json.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const { key, value } = parseRecordJson('{"value":{"id":12345678901234567890}}');
 * assertEquals([key, value?.toString()], [null, '{"id":12345678901234567890}']);
 * ```
 */
export function parseRecordJson(line: string): ParsedRecord & {
  key: Buffer | null;
  value: Buffer | null;
} {
  const record = parseObject(line);
  const unknown = Object.keys(record).find((name) => !RECORD_MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw new SyntaxError(
      `there is an unknown member "${unknown}"; known are ${RECORD_MEMBERS.join(", ")}`,
    );
  }
  if (record.key === undefined && record.value === undefined) {
    throw new SyntaxError("there is neither a key nor a value");
  }
  return {
    key: readPart(line, record, "key"),
    value: readPart(line, record, "value"),
    headers: readHeaders(record),
    ...(record.partition !== undefined && { partition: readPartition(record.partition) }),
    ...(record.time !== undefined && { timestamp: readTime(line, record.time) }),
  };
}

function parseObject(line: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw new SyntaxError(`this is not JSON: ${(error as Error).message}`);
  }
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Record<string, unknown>;
  }
  throw new SyntaxError("this is not an object");
}

function readPart(
  line: string,
  record: Record<string, unknown>,
  part: "key" | "value",
): Buffer | null {
  const value = record[part] ?? null;
  const encoding = record[`${part}Encoding`] ?? "text";
  if (encoding !== "text" && encoding !== "base64") {
    throw new SyntaxError(`${part}Encoding must be text or base64`);
  }
  if (value === null) return null;
  if (typeof value !== "string") return Buffer.from(spelled(line, part));
  try {
    return textToBytes({ encoding, text: value });
  } catch {
    throw new SyntaxError(`${part} is not base64`);
  }
}

function readPartition(partition: unknown): number {
  if (Number.isSafeInteger(partition) && Number(partition) >= 0) return Number(partition);
  throw new SyntaxError("partition must be a whole number from 0 on");
}

function readTime(line: string, time: unknown): number | bigint {
  if (typeof time === "string") {
    const ms = Date.parse(time);
    if (!Number.isNaN(ms)) return ms;
  }
  if (typeof time === "number") {
    const text = spelled(line, "time");
    if (Number.isSafeInteger(time)) return time;
    if (/^-?\d{1,19}$/.test(text)) return BigInt.asIntN(64, BigInt(text));
  }
  throw new SyntaxError("time must be ISO 8601, or a whole number of ms since 1970");
}

/** A member's value as it is spelled; the last one of that name. */
function spelled(line: string, name: string): string {
  let found = "";
  eachMember(line, valueStart(line), (member, from, to) => {
    if (member === name) found = line.slice(from, to);
  });
  return found;
}
