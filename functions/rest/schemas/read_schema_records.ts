/**
 * Requests that write records by schemas: REST Proxy's formats avro, jsonschema and protobuf.
 *
 * @module
 */
import { readBody } from "../../runtime/http/body.ts";
import { Problem } from "../../runtime/http/problems/problem.ts";
import type { Bytes } from "../../runtime/producing/embedded_format.ts";
import {
  parseJson,
  recordOf,
  type RecordSource,
  recordSources,
} from "../../runtime/producing/produce_request.ts";
import type { Posted } from "../../runtime/producing/produce_routes.ts";
import { type RecordShape, recordShapes } from "../../runtime/producing/request_shape.ts";
import type { KnownSchema, SchemaCodecs } from "../../runtime/schemas/schema_codecs.ts";
import { frame } from "../../runtime/schemas/wire_format.ts";
import type { SchemaFormat } from "../media_types.ts";
import { noRegistry, SCHEMA_TYPES, schemaProblem } from "./schema_formats.ts";

const TYPE = /^application\/vnd\.kafka\.(avro|jsonschema|protobuf)\.v2\+json$/;

/** A record has a key and a value. */
type Part = "key" | "value";

/** What the fields of a request say of a part's schema. */
interface PartSchema {
  schema?: unknown;
  id?: unknown;
}

/**
 * Reads requests of these formats: `undefined` where it is none of those. None of a request's records is
 * written where one does not fit.
 *
 * @param schemas those of the registry; `undefined`: there is none.
 */
export function readSchemaRecords(
  schemas: SchemaCodecs | undefined,
): (request: Request, topic: string) => Promise<Posted> | undefined {
  return (request, topic) => {
    const type = request.headers.get("content-type")?.split(";", 1)[0].trim().toLowerCase() ?? "";
    const format = TYPE.exec(type)?.[1] as SchemaFormat | undefined;
    if (format === undefined) return undefined;
    if (schemas === undefined) throw noRegistry(format);
    return read(request, topic, format, schemas);
  };
}

async function read(
  request: Request,
  topic: string,
  format: SchemaFormat,
  schemas: SchemaCodecs,
): Promise<Posted> {
  const body = await readBody(request);
  const parsed = parseJson(body);
  const shapes = recordShapes(parsed);
  const { key_schema, key_schema_id, value_schema, value_schema_id } = parsed as Record<
    string,
    unknown
  >;
  const [key, value] = await Promise.all([
    schemaOf("key", { schema: key_schema, id: key_schema_id }),
    schemaOf("value", { schema: value_schema, id: value_schema_id }),
  ]);
  const sources = recordSources(body);
  const records = shapes.map((shape, i) =>
    recordOf(
      shape,
      embed("key", i, shape, sources[i], key),
      embed("value", i, shape, sources[i], value),
    )
  );
  return { records, keySchemaId: key?.id ?? null, valueSchemaId: value?.id ?? null };

  async function schemaOf(part: Part, given: PartSchema): Promise<KnownSchema | undefined> {
    if (shapes.every((shape) => isAbsent(shape[part]))) return undefined;
    return await findSchema(part, given, `${topic}-${part}`, format, schemas);
  }
}

/** The schema that a request names by its id, or brings. */
async function findSchema(
  part: Part,
  { schema, id }: PartSchema,
  subject: string,
  format: SchemaFormat,
  schemas: SchemaCodecs,
): Promise<KnownSchema> {
  const type = SCHEMA_TYPES[format];
  if (isAbsent(schema) && isAbsent(id)) {
    const detail = `Cannot produce this: ${part}_schema or ${part}_schema_id must be there, as ` +
      `records have a ${part}`;
    throw new Problem(part === "key" ? "keySchemaMissing" : "valueSchemaMissing", detail);
  }
  if (isAbsent(id) && typeof schema !== "string") throw wrongField(`${part}_schema`, "a text");
  if (!isAbsent(id) && !isId(id)) throw wrongField(`${part}_schema_id`, "a schema's id");
  try {
    const found = isId(id) ? id : await schemas.registry.register(subject, type, schema as string);
    const known = await schemas.byId(found);
    if (known.type === type) return known;
    const detail = `Cannot write ${format} by the schema ${found}, which is ${known.type}`;
    throw new Problem("invalidSchema", detail);
  } catch (error) {
    throw error instanceof Problem ? error : schemaProblem(error);
  }
}

function embed(
  part: Part,
  index: number,
  shape: RecordShape,
  sources: RecordSource,
  schema: KnownSchema | undefined,
): Bytes {
  if (schema === undefined || isAbsent(shape[part])) return null;
  try {
    return frame(schema.id, schema.codec.encode(shape[part], sources[part]!));
  } catch (error) {
    const detail = `${part} is not of the schema ${schema.id}: ${(error as Error).message}`;
    throw new Problem("notOfSchema", `Cannot produce this: records.${index}.${detail}`, {
      fields: [{ field: `records.${index}.${part}`, detail: (error as Error).message }],
    });
  }
}

function wrongField(field: string, what: string): Problem {
  const fields = [{ field, detail: `must be ${what}` }];
  return new Problem("invalid", `Cannot produce this: ${field} must be ${what}`, { fields });
}

function isId(id: unknown): id is number {
  return typeof id === "number" && Number.isInteger(id) && id > 0;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
