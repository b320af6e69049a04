/**
 * The records of the load: what names them, and how they are read back.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { partitionOfKey } from "../../kafka/producer/partitioner/partitioner.ts";
import type { OutgoingRecord } from "../../kafka/producer/outgoing_record.ts";
import { header } from "../../kafka/record/headers.ts";
import type { KafkaRecord } from "../../kafka/record/record.ts";
import type { Logged } from "../history.ts";

/** Bytes of a record's value. */
const SIZE = 100;

/** The header that tells which record it is, where its value is another's. */
export const ID_HEADER = "chaos-id";

/** What a template has in the place of the record's id. */
const ID_PLACEHOLDER = "{{id}}";

/** An id, wherever it stands in a text. */
const ID = /\b(?:p\d+-\d+|odd-[\w-]+):\d+\b/;

/** Of a trace id that is a record's id: what it begins with, and the hexadecimal digits of each part. */
const TRACE = /^00-c4a05([0-9a-f]{3})([0-9a-f]{8})([0-9a-f]{16})-/;

/** What is asked for of a record of the load. */
export interface RecordShape {
  /** Bytes of its value. */
  bytes?: number;
  /** Its value in the place of the usual one, for a function that wants such. */
  template?: string;
  /** Whether a function that looks at the header `fail` is to fail with it. */
  fails?: boolean;
}

/** What names a record: its key, and its number among those of its key. */
export function recordId(key: string, sequence: number): string {
  return `${key}:${sequence}`;
}

/** A record of the load. */
export function loadRecord(
  key: string,
  sequence: number,
  partition: number,
  { bytes = SIZE, template, fails = false }: RecordShape = {},
): OutgoingRecord {
  const id = recordId(key, sequence);
  const value = template?.replaceAll(ID_PLACEHOLDER, id) ?? `${id} `.padEnd(bytes, ".");
  const headers: [string, string][] = [];
  if (template !== undefined) headers.push(...idHeaders(id));
  if (fails) headers.push(["fail", "the load wants it to"]);
  return { key, value, partition, ...(headers.length > 0 && { headers }) };
}

/** Headers that tell a record's id; a function passes the trace on by itself. */
export function idHeaders(id: string): [string, string][] {
  const [, producer, key, sequence] = /^p(\d+)-(\d+):(\d+)$/.exec(id) ?? [];
  if (sequence === undefined) return [[ID_HEADER, id]];
  const hex = (number: string, digits: number) => Number(number).toString(16).padStart(digits, "0");
  const trace = `c4a05${hex(producer, 3)}${hex(key, 8)}${hex(sequence, 16)}`;
  return [[ID_HEADER, id], ["traceparent", `00-${trace}-${"c4a05".padEnd(16, "0")}-01`]];
}

/** The id of a record that was read. */
export function idOf({ value, headers }: Pick<KafkaRecord, "value" | "headers">): string {
  const given = header({ headers }, ID_HEADER);
  if (given) return Buffer.from(given).toString();
  const text = value === null ? "null" : Buffer.from(value).toString();
  return text.split(" ", 1)[0];
}

/** The id of the record that a function made this one of; `undefined` where it does not tell. */
export function causeOf(record: Pick<KafkaRecord, "value" | "headers">): string | undefined {
  const { value, headers } = record;
  const given = header(record, ID_HEADER);
  if (given) return Buffer.from(given).toString();
  const [id] = ID.exec(value === null ? "" : Buffer.from(value).toString()) ?? [];
  if (id !== undefined) return id;
  const parent = header({ headers }, "traceparent");
  const parts = TRACE.exec(parent ? Buffer.from(parent).toString() : "")?.slice(1);
  if (parts === undefined) return undefined;
  const [producer, key, sequence] = parts.map((part) => parseInt(part, 16));
  return recordId(`p${producer}-${key}`, sequence);
}

/** A record that was read back, as the verdict wants it. */
export function toLogged(record: KafkaRecord): Logged {
  return placed(idOf(record), record);
}

/** What a function made of a record of the load, by that record's id. */
export function toPassed(record: KafkaRecord): Logged {
  return placed(causeOf(record) ?? "unknown:0", record);
}

/** Keys of a producer for each of these partitions, `count` each: `p0-17` and the like. */
export function keysByPartition(producer: string, partitions: number, count: number): string[][] {
  const keys: string[][] = Array.from({ length: partitions }, () => []);
  for (let n = 0; keys.some(({ length }) => length < count); n++) {
    const key = `${producer}-${n}`;
    const taken = keys[partitionOfKey(key, partitions)];
    if (taken.length < count) taken.push(key);
  }
  return keys;
}

function placed(id: string, { partition, offset }: KafkaRecord): Logged {
  const [key, sequence] = id.split(":");
  return { partition, offset, id, key, sequence: Number(sequence) };
}
