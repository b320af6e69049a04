import { isUtf8 } from "node:buffer";
import { Ajv, type ErrorObject } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { asBuffer } from "../../../kafka/record/bytes_text.ts";
import { SchemaError } from "./registry_error.ts";
import type { NamedSchema, SchemaCodec } from "./schema_codec.ts";

/** The most faults of a value that are told. */
const MAX_FAULTS = 5;

/**
 * JSON that a JSON Schema is met by: of draft 7, 2019-09 or 2020-12, as it says; 7 where it says nothing. The
 * bytes are the JSON as it is spelled.
 *
 * @throws {SchemaError} where the schema is none.
 */
export function jsonSchemaCodec(
  schema: string,
  references: readonly NamedSchema[] = [],
): SchemaCodec {
  const validate = compile(schema, references);
  const check = (value: unknown) => {
    if (!validate(value)) throw new Error(faultsOf(validate.errors ?? []));
  };
  return {
    encode(value, source) {
      check(value);
      return asBuffer(new TextEncoder().encode(source));
    },
    decode(payload) {
      if (!isUtf8(payload)) throw new Error("it is not UTF-8");
      const text = asBuffer(payload).toString();
      check(JSON.parse(text));
      return text;
    },
  };
}

function compile(schema: string, references: readonly NamedSchema[]) {
  try {
    const parsed = JSON.parse(schema);
    const ajv = validatorOf(parsed);
    for (const { name, schema } of references) ajv.addSchema(JSON.parse(schema), name);
    return ajv.compile(parsed);
  } catch (error) {
    throw new SchemaError(`Cannot use the JSON Schema: ${(error as Error).message}`);
  }
}

function validatorOf({ $schema }: { $schema?: unknown }) {
  // Words that a schema has besides, and formats that are not known, say nothing.
  const options = { strict: false, logger: false, validateFormats: true } as const;
  const dialect = String($schema ?? "");
  const ajv = dialect.includes("2020-12")
    ? new Ajv2020(options)
    : dialect.includes("2019-09")
    ? new Ajv2019(options)
    : new Ajv(options);
  addFormats.default(ajv);
  return ajv;
}

function faultsOf(errors: readonly ErrorObject[]): string {
  const told = errors.slice(0, MAX_FAULTS).map(({ instancePath, message }) =>
    `${instancePath.slice(1).replaceAll("/", ".") || "it"} ${message}`
  );
  return told.join("; ");
}
