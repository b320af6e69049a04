import { isUtf8 } from "node:buffer";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import type { Input } from "../../define/definition.ts";
import { RegistryError } from "../../schemas/registry_error.ts";
import type { SchemaCodecs } from "../../schemas/schema_codecs.ts";
import { SubjectReader } from "../../schemas/subject_reader.ts";

/** How a record's value becomes what a handler gets; a promise only where a schema takes its time. */
export type ReadValue = (value: Uint8Array | null) => unknown;

/** A record's value is not what the function takes: another try would find the same. */
export class InputError extends Error {
  override name = "InputError";
  /** Where the runtime has found it is nobody's matter. */
  override readonly stack = undefined;
}

/** The most faults of a value that an error tells. */
const MAX_ISSUES = 5;

/**
 * The reader of a function's values.
 *
 * @param schemas those of the registry, for values of a subject of it; without, they are read as JSON, as a
 * function's tests have them.
 * @returns what throws, or rejects with, an {@linkcode InputError} for a value that is none.
 */
export function valueReader(input: Input, schemas?: SchemaCodecs): ReadValue {
  switch (input) {
    case "bytes":
      return (value) => value;
    case "text":
      return (value) => value && readText(value);
    case "json":
      return readJson;
    default:
      return "~standard" in input
        ? (value) => validate(input, readJson(value))
        : subjectReader(input.subject, schemas);
  }
}

function subjectReader(subject: string, schemas: SchemaCodecs | undefined): ReadValue {
  if (schemas === undefined) return readJson;
  const reader = new SubjectReader(subject, schemas);
  return (value) => {
    if (value === null) return null;
    try {
      const read = reader.read(value);
      return read instanceof Promise ? read.catch((error) => refuse(subject, error)) : read;
    } catch (error) {
      refuse(subject, error);
    }
  };
}

/** A registry that does not answer is no fault of the record's. */
function refuse(subject: string, error: unknown): never {
  if (error instanceof RegistryError && error.isOutage) throw error;
  const { message } = error as Error;
  throw new InputError(`Cannot read the value by ${subject}: ${message}`, { cause: error });
}

function readText(value: Uint8Array): string {
  if (!isUtf8(value)) throw new InputError("Cannot read the value: it is not UTF-8");
  return asBuffer(value).toString();
}

function readJson(value: Uint8Array | null): unknown {
  if (value === null) return null;
  const text = readText(value);
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = value.length === 0 ? "it is empty" : (error as Error).message;
    throw new InputError(`Cannot read the value as JSON: ${found}`, { cause: error });
  }
}

/** @see {@link https://standardschema.dev} */
function validate({ "~standard": schema }: StandardSchemaV1, value: unknown): unknown {
  const result = schema.validate(value);
  return result instanceof Promise ? result.then(outputOf) : outputOf(result);
}

function outputOf({ issues, ...rest }: StandardSchemaV1.Result<unknown>): unknown {
  if (issues === undefined) return (rest as StandardSchemaV1.SuccessResult<unknown>).value;
  const told = issues.slice(0, MAX_ISSUES).map(({ path = [], message }) => {
    const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
    return keys.length === 0 ? message : `${keys.join(".")}: ${message}`;
  });
  if (issues.length > MAX_ISSUES) told.push(`and ${issues.length - MAX_ISSUES} more`);
  throw new InputError(`Cannot take the value: ${told.join("; ")}`);
}
