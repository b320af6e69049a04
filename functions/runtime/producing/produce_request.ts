/**
 * The body of `POST /topics/{topic}` in the shape of Confluent's REST Proxy v2.
 *
 * @module
 */
import { Turn } from "../../../kafka/in_turns.ts";
import type { OutgoingHeader } from "../../../kafka/producer/outgoing_record.ts";
import { eachItem, eachMember, valueStart } from "../../../kafka/record/json/json_source.ts";
import { parseTime } from "../../../kafka/record/record_time.ts";
import { Problem } from "../http/problems/problem.ts";
import type { Bytes, EmbeddedFormat } from "./embedded_format.ts";
import { type RecordShape, recordShapes } from "./request_shape.ts";

/** What a client asks to be written. */
export interface ProduceRecord {
  key: Bytes;
  value: Bytes;
  headers: OutgoingHeader[] | undefined;
  partition: number | undefined;
  /** ms since the Unix epoch; absent: when it is written. */
  timestamp: number | undefined;
  /** About what it takes up in a batch, in bytes. */
  bytes: number;
}

/** A record that cannot be written, and why. The others of its request can. */
export interface RecordFault {
  fault: string;
}

/** What a batch takes for a record beside its key, value and headers: lengths, and the ledger's stamp. */
const RECORD_OVERHEAD = 100;

/** How many records are read until it is seen whether others wait. */
const LOOKS = 256;

/** And for a header beside its name and value. */
const HEADER_OVERHEAD = 6;

/**
 * The records of a request's body. Others have their turns where it holds very many.
 *
 * @throws {Problem} 400 if the body is not JSON, 422 if it has another shape.
 */
export async function parseProduceRequest(
  body: string,
  format: EmbeddedFormat,
): Promise<(ProduceRecord | RecordFault)[]> {
  const turn = new Turn();
  const shapes = recordShapes(parseJson(body));
  if (turn.isOver) await turn.pass();
  const sources = format.isSource ? recordSources(body) : undefined;
  const records: (ProduceRecord | RecordFault)[] = [];
  for (let i = 0; i < shapes.length; i++) {
    if (i % LOOKS === 0 && turn.isOver) await turn.pass();
    records.push(embed(shapes[i], format, sources?.[i]));
  }
  return records;
}

/** A request's body. @throws {Problem} 400 if it is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new Problem("malformed", `Cannot parse the body as JSON: ${(error as Error).message}`);
  }
}

/** How a record's key and value are spelled. */
export interface RecordSource {
  key: string | undefined;
  value: string | undefined;
}

/** How the records of a body are spelled. Of members with one name the last one counts, as in parsing. */
export function recordSources(body: string): RecordSource[] {
  let records = 0;
  eachMember(body, valueStart(body), (name, from) => {
    if (name === "records") records = from;
  });
  const sources: RecordSource[] = [];
  eachItem(body, records, (at) => {
    const source: RecordSource = { key: undefined, value: undefined };
    eachMember(body, at, (name, from, to) => {
      if (name === "key" || name === "value") source[name] = body.slice(from, to);
    });
    sources.push(source);
  });
  return sources;
}

function embed(
  record: RecordShape,
  format: EmbeddedFormat,
  source: RecordSource | undefined,
): ProduceRecord | RecordFault {
  let key: Bytes;
  let value: Bytes;
  try {
    key = format.bytes(record.key, source?.key);
  } catch (error) {
    return { fault: `key ${(error as Error).message}` };
  }
  try {
    value = format.bytes(record.value, source?.value);
  } catch (error) {
    return { fault: `value ${(error as Error).message}` };
  }
  return recordOf(record, key, value);
}

/** A record of this key and value. */
export function recordOf(record: RecordShape, key: Bytes, value: Bytes): ProduceRecord {
  const headers = record.headers ? toHeaders(record.headers) : undefined;
  return {
    key,
    value,
    headers,
    partition: record.partition ?? undefined,
    timestamp: typeof record.timestamp === "string"
      ? parseTime(record.timestamp)
      : record.timestamp ?? undefined,
    bytes: sizeOf({ key, value, headers }),
  };
}

/** About what a record takes up in a batch, in bytes. */
export function sizeOf(
  { key, value, headers = [] }: Pick<ProduceRecord, "key" | "value" | "headers">,
): number {
  let bytes = (key?.length ?? 0) + (value?.length ?? 0) + RECORD_OVERHEAD;
  for (const [name, text] of headers) bytes += name.length + (text?.length ?? 0) + HEADER_OVERHEAD;
  return bytes;
}

/** Kafka allows a header's name more than once; so does the array form, and an array of values. */
function toHeaders(headers: NonNullable<RecordShape["headers"]>): OutgoingHeader[] {
  if (Array.isArray(headers)) return headers.map(({ name, key, value }) => [(name ?? key)!, value]);
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): OutgoingHeader => [name, value])
  );
}
