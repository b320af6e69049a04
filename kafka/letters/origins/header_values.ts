/**
 * The values of headers, as the forms of dead letters write them.
 *
 * @module
 */
import { asBuffer } from "../../record/bytes_text.ts";
import { header } from "../../record/headers.ts";
import type { KafkaRecord } from "../../record/record.ts";

/** What has headers. */
export type Headed = Pick<KafkaRecord, "headers">;

/** A header as text; `undefined` where it is not there, or null. */
export function textOf(record: Headed, name: string): string | undefined {
  const value = header(record, name);
  return value ? asBuffer(value).toString() : undefined;
}

/** The last header of a name as text: who writes one again puts it behind those before. */
export function lastTextOf({ headers }: Headed, name: string): string | undefined {
  const value = headers.findLast(([candidate]) => candidate === name)?.[1];
  return value ? asBuffer(value).toString() : undefined;
}

/** A whole number that is written in digits. */
export function digitsOf(record: Headed, name: string): number | undefined {
  const text = textOf(record, name);
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : undefined;
}

/** A number of Java's: an int in 4 bytes or a long in 8, the highest first. */
export function javaNumberOf(record: Headed, name: string): number | undefined {
  const value = header(record, name);
  if (value?.length === 4) return asBuffer(value).readInt32BE();
  return value?.length === 8 ? Number(asBuffer(value).readBigInt64BE()) : undefined;
}

/** A time in ISO 8601, or in ms, as ms since the Unix epoch. */
export function timeOf(record: Headed, name: string): number | undefined {
  const text = textOf(record, name);
  if (text === undefined) return undefined;
  const time = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** The parts that are known. */
export function known<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
