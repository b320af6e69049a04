/**
 * Avro's binary encoding, and its JSON encoding: a value of a union is `{"type": value}`, and bytes are text of
 * one character each.
 *
 * @see {@link https://avro.apache.org/docs/1.12.0/specification/#json-encoding}
 *
 * @module
 */
import { Buffer } from "node:buffer";
import avro, { type Type } from "avsc";
import { asBuffer } from "../../../kafka/record/bytes_text.ts";
import { SchemaError } from "./registry_error.ts";
import type { NamedSchema, SchemaCodec } from "./schema_codec.ts";

/** The codec of a schema. @throws {SchemaError} where it is none. */
export function avroCodec(schema: string, references: readonly NamedSchema[] = []): SchemaCodec {
  const type = readType(schema, references);
  return {
    encode: (_value, source) => type.toBuffer(type.fromString(source)),
    decode: (payload) => type.toString(type.fromBuffer(asBuffer(payload))),
  };
}

function readType(schema: string, references: readonly NamedSchema[]): Type {
  // Types are known by their names to those that come after them.
  const options = { registry: { long: LONG }, wrapUnions: true };
  try {
    for (const { schema } of references) avro.Type.forSchema(parsed(schema), options);
    return avro.Type.forSchema(parsed(schema), options);
  } catch (error) {
    throw new SchemaError(`Cannot use the Avro schema: ${(error as Error).message}`);
  }
}

/** A schema is JSON, but registries take the name of a primitive type without quotes, too. */
function parsed(schema: string): avro.Schema {
  return /^\s*[a-z]+\s*$/.test(schema) ? schema.trim() : JSON.parse(schema);
}

/** Whole numbers of 64 bits, all of their digits: those of JSON's numbers end at 2⁵³. */
const LONG = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer(long: bigint) {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(long);
    return buffer;
  },
  fromJSON(value: unknown) {
    if (typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
    if (Number.isSafeInteger(value)) return BigInt(value as number);
    throw new Error(`cannot take ${value} as a long: beyond 2^53 write it as a string`);
  },
  toJSON: (long: bigint) => rawJson(`${long}`),
  isValid: (long: unknown) => typeof long === "bigint" && BigInt.asIntN(64, long) === long,
  compare: (a: bigint, b: bigint) => a < b ? -1 : a > b ? 1 : 0,
});

/** A number as it is spelled. @see {@link https://tc39.es/proposal-json-parse-with-source/} */
function rawJson(text: string): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);
}
