/**
 * How the fields of Kafka's messages are written and read. A message is described as in Kafka's own
 * message definitions, and gets its types from its description. Only flexible versions are spoken
 * (KIP-482): lengths are compact, and each structure ends with tagged fields, which are passed over.
 *
 * @module
 */
import type { Buffer } from "node:buffer";

/** What is used of kafkajs's encoder. */
export interface Encoder {
  readonly buffer: Buffer;
  writeInt8(value: number): this;
  writeInt16(value: number): this;
  writeInt32(value: number): this;
  writeInt64(value: number): this;
  writeBoolean(value: boolean): this;
  writeUVarInt(value: number): this;
  writeUVarIntString(value: string | null): this;
  writeBuffer(value: Buffer): this;
}

/** What is used of kafkajs's decoder. */
export interface Decoder {
  readInt8(): number;
  readInt16(): number;
  readInt32(): number;
  readInt64(): bigint;
  readBoolean(): boolean;
  readUVarInt(): number;
  readUVarIntString(): string | null;
  readBytes(length: number): Buffer;
}

/** One field, or a structure of them. */
export interface Field<T> {
  write(to: Encoder, value: T): void;
  read(from: Decoder): T;
}

/** Fields by name, in the order of the message. */
export type Fields = Record<string, Field<unknown>>;

/** The value of a field. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The values of fields. */
export type ValuesOf<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> };

/** INT8 */
export const int8: Field<number> = {
  write: (to, value) => to.writeInt8(value),
  read: (from) => from.readInt8(),
};

/** INT16 */
export const int16: Field<number> = {
  write: (to, value) => to.writeInt16(value),
  read: (from) => from.readInt16(),
};

/** INT32 */
export const int32: Field<number> = {
  write: (to, value) => to.writeInt32(value),
  read: (from) => from.readInt32(),
};

/** INT64, as a number: exact up to 2^53. */
export const int64: Field<number> = {
  write: (to, value) => to.writeInt64(value),
  read: (from) => Number(from.readInt64()),
};

/** BOOLEAN */
export const boolean: Field<boolean> = {
  write: (to, value) => to.writeBoolean(value),
  read: (from) => from.readBoolean(),
};

/** COMPACT_STRING */
export const string: Field<string> = {
  write: (to, value) => to.writeUVarIntString(value),
  read: (from) => from.readUVarIntString() ?? "",
};

/** COMPACT_NULLABLE_STRING */
export const nullableString: Field<string | null> = {
  write: (to, value) => to.writeUVarIntString(value),
  read: (from) => from.readUVarIntString(),
};

/** COMPACT_BYTES and COMPACT_RECORDS; `null` is read as empty. */
export const bytes: Field<Buffer> = {
  write: (to, value) => to.writeUVarInt(value.length + 1).writeBuffer(value),
  read: (from) => from.readBytes(Math.max(0, from.readUVarInt() - 1)),
};

/** COMPACT_ARRAY */
export function array<T>(of: Field<T>): Field<readonly T[]> {
  return {
    write(to, values) {
      to.writeUVarInt(values.length + 1);
      for (const value of values) of.write(to, value);
    },
    read: (from) => Array.from({ length: from.readUVarInt() - 1 }, () => of.read(from)),
  };
}

/** COMPACT_ARRAY that may be `null`. */
export function nullableArray<T>(of: Field<T>): Field<readonly T[] | null> {
  const notNull = array(of);
  return {
    write(to, values) {
      if (values === null) to.writeUVarInt(0);
      else notNull.write(to, values);
    },
    read(from) {
      const length = from.readUVarInt();
      return length === 0 ? null : Array.from({ length: length - 1 }, () => of.read(from));
    },
  };
}

/** A structure, with its tagged fields: none are written, and those read are passed over. */
export function struct<F extends Fields>(fields: F): Field<ValuesOf<F>> {
  const entries = Object.entries(fields);
  return {
    write(to, value) {
      for (const [name, field] of entries) field.write(to, value[name]);
      to.writeUVarInt(0);
    },
    read(from) {
      const value: Record<string, unknown> = {};
      for (const [name, field] of entries) value[name] = field.read(from);
      passOverTaggedFields(from);
      return value as ValuesOf<F>;
    },
  };
}

/** Passes over what newer brokers may have added. */
export function passOverTaggedFields(from: Decoder): void {
  for (let left = from.readUVarInt(); left > 0; left--) {
    from.readUVarInt();
    from.readBytes(from.readUVarInt());
  }
}
