/**
 * The formats of REST Proxy that take a schema registry.
 *
 * @module
 */
import type { RecordFormat, SchemaFormat } from "../media_types.ts";
import { Problem, type ProblemKind } from "../../runtime/http/problems/problem.ts";
import { RegistryError, SchemaError } from "../../runtime/schemas/registry_error.ts";
import type { SchemaType } from "../../runtime/schemas/schema_registry.ts";

/** The types of schemas, by the format's name in a media type. */
export const SCHEMA_TYPES = {
  avro: "AVRO",
  jsonschema: "JSON",
  protobuf: "PROTOBUF",
} as const satisfies Record<SchemaFormat, SchemaType>;

/** Whether a format takes a schema registry. */
export function isSchemaFormat(format: RecordFormat): format is SchemaFormat {
  return Object.hasOwn(SCHEMA_TYPES, format);
}

/** What to answer where there is no registry. */
export function noRegistry(format: string, kind: ProblemKind = "noRegistry"): Problem {
  return new Problem(
    kind,
    `Cannot take the format ${format}: there is no schema registry; name one by SCHEMA_REGISTRY_URL, ` +
      "or bring the lab up with `deno task up --with registry`",
  );
}

/**
 * What became of asking the registry, as a problem.
 *
 * @throws whatever is no error of a registry or a schema.
 */
export function schemaProblem(error: unknown): Problem {
  if (error instanceof SchemaError) {
    return new Problem("invalidSchema", error.message, { cause: error });
  }
  if (!(error instanceof RegistryError)) throw error;
  const kind = error.status === 422 ? "invalidSchema" : "registryFailed";
  return new Problem(kind, error.message, { cause: error });
}
