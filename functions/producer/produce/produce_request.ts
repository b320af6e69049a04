/**
 * The body of `POST /topics/{topic}` in the shape of Confluent's REST Proxy v2, whose content type
 * says how keys and values are embedded in its JSON.
 *
 * @module
 */
import type { OutgoingHeader } from "../../../kafka/producer/outgoing_record.ts";
import { textToBytes } from "../../../kafka/record/bytes_text.ts";
import { type FieldFault, Problem } from "../../runtime/http/problem.ts";

/** A key or value as Kafka gets it. */
type Bytes = Uint8Array | string | null;

/** What a client asks to be written. */
export interface ProduceRecord {
  key: Bytes;
  value: Bytes;
  headers: OutgoingHeader[] | undefined;
  partition: number | undefined;
  /** About what it takes up in a batch, in bytes. */
  bytes: number;
}

/** A record that cannot be written, and why. The others of its request can. */
export interface RecordFault {
  fault: string;
}

/** How keys and values are embedded. @throws {Error} that says what is wrong. */
type Embedded = (value: unknown) => Bytes;

/** JSON: any JSON value, written as its JSON text. */
function json(value: unknown): Bytes {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Text: a string, written as it is. */
function text(value: unknown): Bytes {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") throw new Error("must be a string or null in the text format");
  return value;
}

/** Binary: bytes in base64 (RFC 4648, section 4). */
function binary(value: unknown): Bytes {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") throw new Error("must be base64 or null in the binary format");
  try {
    return textToBytes({ encoding: "base64", text: value });
  } catch {
    throw new Error("must be valid base64");
  }
}

const FORMATS = new Map<string, Embedded>([
  ["application/vnd.kafka.json.v2+json", json],
  ["application/vnd.kafka.binary.v2+json", binary],
  ["application/vnd.kafka.text.v2+json", text],
  ["application/json", json],
]);

/** The content types that a produce request may have. */
export const PRODUCE_TYPES: readonly string[] = [...FORMATS.keys()];

/** The fields of REST Proxy's body; those on schemas mean nothing to formats without one. */
const BODY_FIELDS = ["records", "key_schema", "key_schema_id", "value_schema", "value_schema_id"];
const RECORD_FIELDS = ["key", "value", "partition", "headers"];

/** What a batch takes for a record beside its key, value and headers: lengths, and the ledger's stamp. */
const RECORD_OVERHEAD = 100;

/** How the content type embeds. @throws {Problem} 415 */
export function embeddedFormat(contentType: string | null): Embedded {
  const type = contentType?.split(";", 1)[0].trim().toLowerCase() ?? "";
  const format = FORMATS.get(type);
  if (format === undefined) {
    throw new Problem(
      "mediaType",
      `Cannot read content type ${JSON.stringify(type)}: use ${PRODUCE_TYPES.join(", ")}`,
      { headers: { "accept-post": PRODUCE_TYPES.join(", ") } },
    );
  }
  return format;
}

/**
 * The records of a request's body. Written by hand rather than as a schema, as it runs for every
 * record of every request.
 *
 * @throws {Problem} 400 if the body is not JSON, 422 if it has another shape.
 */
export function parseProduceRequest(
  body: string,
  embedded: Embedded,
): (ProduceRecord | RecordFault)[] {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch (error) {
    throw new Problem("malformed", `Cannot parse the body as JSON: ${(error as Error).message}`);
  }
  const records = isObject(request) ? request.records : undefined;
  if (!isObject(request) || !Array.isArray(records) || records.length === 0) {
    throw wrongShape([{ field: "records", detail: "must be an array of at least one record" }]);
  }
  const faults = unknownFields(request, BODY_FIELDS, "");
  for (let i = 0; i < records.length && faults.length < MAX_FAULTS; i++) {
    checkShape(records[i], `records.${i}`, faults);
  }
  if (faults.length > 0) throw wrongShape(faults);
  return records.map((record) => embed(record, embedded));
}

/** How many faults are told at once. */
const MAX_FAULTS = 10;

interface RecordShape {
  key?: unknown;
  value?: unknown;
  partition?: number | null;
  headers?: Record<string, string | string[]> | { name?: string; key?: string; value: string }[];
}

function wrongShape(fields: FieldFault[]): Problem {
  const detail = fields.map(({ field, detail }) => `${field} ${detail}`).join("; ");
  return new Problem("invalid", `Cannot produce this: ${detail}`, { fields });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownFields(object: object, known: readonly string[], path: string): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const name in object) {
    if (known.includes(name)) continue;
    faults.push({ field: `${path}${name}`, detail: `is unknown; known are ${known.join(", ")}` });
  }
  return faults;
}

function checkShape(record: unknown, path: string, faults: FieldFault[]): void {
  if (!isObject(record)) {
    faults.push({ field: path, detail: 'must be an object such as {"value": 1}' });
    return;
  }
  faults.push(...unknownFields(record, RECORD_FIELDS, `${path}.`));
  const { partition, headers } = record;
  if (partition !== undefined && partition !== null && !isPartition(partition)) {
    faults.push({ field: `${path}.partition`, detail: "must be a whole number, 0 or more" });
  }
  if (headers !== undefined && headers !== null && !isHeaders(headers)) {
    const detail = `must be {"name": "text"} or [{"name": "name", "value": "text"}]`;
    faults.push({ field: `${path}.headers`, detail });
  }
}

function isPartition(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isHeaders(headers: unknown): boolean {
  if (Array.isArray(headers)) {
    return headers.every((header) =>
      isObject(header) && isText(header.name ?? header.key) && isText(header.value)
    );
  }
  return isObject(headers) &&
    Object.values(headers).every((value) =>
      isText(value) || (Array.isArray(value) && value.every(isText))
    );
}

function embed(record: RecordShape, embedded: Embedded): ProduceRecord | RecordFault {
  let key: Bytes;
  let value: Bytes;
  try {
    key = embedded(record.key);
  } catch (error) {
    return { fault: `key ${(error as Error).message}` };
  }
  try {
    value = embedded(record.value);
  } catch (error) {
    return { fault: `value ${(error as Error).message}` };
  }
  const headers = record.headers ? toHeaders(record.headers) : undefined;
  const headerBytes = headers === undefined ? 0 : JSON.stringify(record.headers).length;
  return {
    key,
    value,
    headers,
    partition: record.partition ?? undefined,
    bytes: (key?.length ?? 0) + (value?.length ?? 0) + headerBytes + RECORD_OVERHEAD,
  };
}

/** Kafka allows a header's name more than once; so does the array form, and an array of values. */
function toHeaders(headers: NonNullable<RecordShape["headers"]>): OutgoingHeader[] {
  if (Array.isArray(headers)) return headers.map(({ name, key, value }) => [(name ?? key)!, value]);
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): OutgoingHeader => [name, value])
  );
}
