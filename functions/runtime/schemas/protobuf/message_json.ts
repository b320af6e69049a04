/**
 * Messages of Protocol Buffers in JSON: fields by their lowerCamelCase names, which may be written by their
 * own ones, too.
 *
 * @see {@link https://protobuf.dev/programming-guides/json/}
 *
 * @module
 */
import protobuf from "protobufjs";
import { defaultJson, scalarJson, scalarOf } from "./scalars.ts";
import { WELL_KNOWN } from "./well_known.ts";

type Fields = Record<string, unknown>;

/** A message as it is encoded. @throws {Error} that names the field and says what it must be. */
export function messageOf(type: protobuf.Type, given: unknown, path = ""): Fields {
  const known = WELL_KNOWN[type.fullName];
  const json = known ? told(path, () => known.fields(given)) : given;
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new Error(`${path || "it"} must be an object`);
  }
  const message: Fields = {};
  for (const [name, value] of Object.entries(json)) {
    const at = path ? `${path}.${name}` : name;
    const field = fieldOf(type, name);
    if (field === undefined) throw new Error(`${at} is unknown to ${type.name}`);
    if (value === null) continue;
    const { partOf } = field;
    const other = partOf?.oneof.find((one) => Object.hasOwn(message, one));
    if (other !== undefined) throw new Error(`${at} and ${other} exclude each other`);
    message[field.name] = fieldValue(field, value, at);
  }
  for (const field of type.fieldsArray) {
    if (!field.required || Object.hasOwn(message, field.name)) continue;
    throw new Error(`${path ? `${path}.` : ""}${field.name} must be there`);
  }
  return message;
}

/** The JSON of a message that was decoded, with what its fields are where they were not written. */
export function messageJson(type: protobuf.Type, message: Fields): unknown {
  const json: Fields = {};
  for (const field of type.fieldsArray) {
    const name = protobuf.util.camelCase(field.name);
    if (Object.hasOwn(message, field.name)) json[name] = fieldJson(field, message[field.name]);
    else if (field.map) json[name] = {};
    else if (field.repeated) json[name] = [];
    else if (isImplicit(field)) json[name] = defaultOf(field);
  }
  return WELL_KNOWN[type.fullName]?.form(json) ?? json;
}

/** Whether a field that was not written cannot be told from one that has its default. */
function isImplicit(field: protobuf.Field): boolean {
  return !field.hasPresence && !field.required && !(field.resolvedType instanceof protobuf.Type);
}

function fieldOf(type: protobuf.Type, name: string): protobuf.Field | undefined {
  return type.fieldsArray.find((field) =>
    field.name === name || protobuf.util.camelCase(field.name) === name
  );
}

function fieldValue(field: protobuf.Field, value: unknown, path: string): unknown {
  if (field instanceof protobuf.MapField) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Error(`${path} must be an object`);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, valueOf(field, one, `${path}.${key}`)]),
    );
  }
  if (!field.repeated) return valueOf(field, value, path);
  if (!Array.isArray(value)) throw new Error(`${path} must be an array`);
  return value.map((one, i) => valueOf(field, one, `${path}.${i}`));
}

function valueOf({ resolvedType, type }: protobuf.Field, value: unknown, path: string): unknown {
  if (resolvedType instanceof protobuf.Type) return messageOf(resolvedType, value, path);
  if (!(resolvedType instanceof protobuf.Enum)) return told(path, () => scalarOf(type, value));
  const { values } = resolvedType;
  if (typeof value === "string" && Object.hasOwn(values, value)) return values[value];
  if (Number.isInteger(value)) return value;
  throw new Error(`${path} must be one of ${Object.keys(values).join(", ")}`);
}

function fieldJson(field: protobuf.Field, value: unknown): unknown {
  if (field.map) {
    return Object.fromEntries(
      Object.entries(value as Fields).map(([key, one]) => [key, valueJson(field, one)]),
    );
  }
  return field.repeated
    ? (value as unknown[]).map((one) => valueJson(field, one))
    : valueJson(field, value);
}

function valueJson({ resolvedType, type }: protobuf.Field, value: unknown): unknown {
  if (resolvedType instanceof protobuf.Type) return messageJson(resolvedType, value as Fields);
  if (resolvedType instanceof protobuf.Enum) {
    return resolvedType.valuesById[value as number] ?? value;
  }
  return scalarJson(type, value);
}

function defaultOf({ resolvedType, type }: protobuf.Field): unknown {
  if (resolvedType instanceof protobuf.Enum) return resolvedType.valuesById[0] ?? 0;
  return defaultJson(type);
}

/** What it gives; what it throws, with the field's name. */
function told<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${path || "it"} ${(error as Error).message}`);
  }
}
