/**
 * How the fields of Kafka's messages are written and read. A message is described as in Kafka's own
 * message definitions, and gets its types from its description. In
 * flexible versions (KIP-482) lengths are compact, and each structure ends with tagged fields, which are
 * passed over.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import type { WireReader } from "./wire_reader.ts";
import type { WireWriter } from "./wire_writer.ts";

/** One field, or a structure of them. */
export interface Field<T> {
  write(to: WireWriter, value: T): void;
  read(from: WireReader): T;
}

/** Fields by name, in the order of the message. */
export type Fields = Record<string, Field<unknown>>;

/** The value of a field. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The values of fields. */
export type ValuesOf<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> };

/** INT8 */
export const int8: Field<number> = {
  write: (to, value) => to.int8(value),
  read: (from) => from.int8(),
};

/** INT16 */
export const int16: Field<number> = {
  write: (to, value) => to.int16(value),
  read: (from) => from.int16(),
};

/** INT32 */
export const int32: Field<number> = {
  write: (to, value) => to.int32(value),
  read: (from) => from.int32(),
};

/** INT64, as a number: exact up to 2^53. */
export const int64: Field<number> = {
  write: (to, value) => to.int64(value),
  read: (from) => from.int64(),
};

/** BOOLEAN */
export const boolean: Field<boolean> = {
  write: (to, value) => to.boolean(value),
  read: (from) => from.boolean(),
};

/** UUID, as 32 hexadecimal digits. */
export const uuid: Field<string> = {
  write: (to, value) => to.uuid(value),
  read: (from) => from.uuid(),
};

/** The UUID that stands for none. */
export const ZERO_UUID = "0".repeat(32);

/** COMPACT_STRING */
export const string: Field<string> = {
  write: (to, value) => to.nullableString(value),
  read: (from) => from.string(),
};

/** COMPACT_NULLABLE_STRING */
export const nullableString: Field<string | null> = {
  write: (to, value) => to.nullableString(value),
  read: (from) => from.nullableString(),
};

/** COMPACT_BYTES and COMPACT_RECORDS; `null` is read as empty. */
export const bytes: Field<Buffer> = {
  write: (to, value) => to.bytes(value),
  read: (from) => from.bytes(),
};

/** COMPACT_ARRAY */
export function array<T>(of: Field<T>): Field<readonly T[]> {
  return {
    write: (to, values) => to.nullableArray(values, (value) => of.write(to, value)),
    read: (from) => from.array(() => of.read(from)),
  };
}

/** COMPACT_ARRAY that may be `null`. */
export function nullableArray<T>(of: Field<T>): Field<readonly T[] | null> {
  return {
    write: (to, values) => to.nullableArray(values, (value) => of.write(to, value)),
    read: (from) => from.nullableArray(() => of.read(from)),
  };
}

/** A structure, with its tagged fields: none are written, and those read are passed over. */
export function struct<F extends Fields>(fields: F): Field<ValuesOf<F>> {
  const entries = Object.entries(fields);
  return {
    write(to, value) {
      for (const [name, field] of entries) field.write(to, value[name]);
      to.noTaggedFields();
    },
    read(from) {
      const value: Record<string, unknown> = {};
      for (const [name, field] of entries) value[name] = field.read(from);
      from.taggedFields();
      return value as ValuesOf<F>;
    },
  };
}
