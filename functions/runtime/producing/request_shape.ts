/**
 * What the body of `POST /topics/{topic}` must look like. Written by hand rather than as a schema, as it
 * runs for every record of every request.
 *
 * @module
 */
import { parseTime } from "../../../kafka/record/record_time.ts";
import { type FieldFault, invalidFields, MAX_FAULTS } from "../http/problems/problem.ts";

/** A record of a body, before its key and value are read. */
export interface RecordShape {
  key?: unknown;
  value?: unknown;
  partition?: number | null;
  /** ms since the Unix epoch, or ISO 8601. */
  timestamp?: number | string | null;
  headers?:
    | Record<string, HeaderShape | HeaderShape[]>
    | { name?: string; key?: string; value: HeaderShape }[];
}

/** A header's value. */
type HeaderShape = string | null;

/** The fields of REST Proxy's body; those on schemas mean nothing to formats without one. */
const BODY_FIELDS = ["records", "key_schema", "key_schema_id", "value_schema", "value_schema_id"];
const RECORD_FIELDS = ["key", "value", "partition", "timestamp", "headers"];

/** The records of a body. @throws {Problem} 422 if it has another shape. */
export function recordShapes(request: unknown): RecordShape[] {
  const records = isObject(request) ? request.records : undefined;
  if (!isObject(request) || !Array.isArray(records) || records.length === 0) {
    throw wrongShape([{ field: "records", detail: "must be an array of at least one record" }]);
  }
  const faults: FieldFault[] = [];
  noteUnknown(request, BODY_FIELDS, "", faults);
  for (let i = 0; i < records.length && faults.length < MAX_FAULTS; i++) {
    checkShape(records[i], `records.${i}`, faults);
  }
  if (faults.length > 0) throw wrongShape(faults);
  return records;
}

function wrongShape(fields: FieldFault[]) {
  return invalidFields("Cannot produce this", fields);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function noteUnknown(
  object: object,
  known: readonly string[],
  path: string,
  faults: FieldFault[],
): void {
  for (const name in object) {
    if (known.includes(name)) continue;
    faults.push({ field: path + name, detail: `is unknown; known are ${known.join(", ")}` });
    if (faults.length >= MAX_FAULTS) return;
  }
}

function checkShape(record: unknown, path: string, faults: FieldFault[]): void {
  if (!isObject(record)) {
    faults.push({ field: path, detail: 'must be an object such as {"value": 1}' });
    return;
  }
  const before = faults.length;
  noteUnknown(record, RECORD_FIELDS, `${path}.`, faults);
  const { partition, timestamp, headers } = record;
  if (partition !== undefined && partition !== null && !isPartition(partition)) {
    faults.push({ field: `${path}.partition`, detail: "must be a whole number, 0 or more" });
  }
  if (timestamp !== undefined && timestamp !== null && !isTimestamp(timestamp)) {
    const detail = "must be a whole number of ms since the Unix epoch, or ISO 8601";
    faults.push({ field: `${path}.timestamp`, detail });
  }
  if (headers !== undefined && headers !== null && !isHeaders(headers)) {
    const detail = `must be {"name": "text"} or [{"name": "name", "value": "text"}]; null for null`;
    faults.push({ field: `${path}.headers`, detail });
  }
  if (faults.length === before && record.key === undefined && record.value === undefined) {
    const detail = "must have a key or a value; a record of nothing has null for both";
    faults.push({ field: path, detail });
  }
}

function isPartition(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isTimestamp(value: unknown): boolean {
  if (typeof value === "string") return parseTime(value) !== undefined;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isHeaderValue(value: unknown): value is HeaderShape {
  return value === null || isText(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isHeaders(headers: unknown): boolean {
  if (Array.isArray(headers)) {
    return headers.every((header) =>
      isObject(header) && isText(header.name ?? header.key) && isHeaderValue(header.value)
    );
  }
  return isObject(headers) &&
    Object.values(headers).every((value) =>
      isHeaderValue(value) || (Array.isArray(value) && value.every(isHeaderValue))
    );
}
