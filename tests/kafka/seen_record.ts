/**
 * Records as users see them, turned back into what Kafka keeps.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { eachItem, eachMember } from "../../kafka/record/json/json_source.ts";

/** A record without its place, in a form that is easy to compare: bytes in hexadecimal. */
export interface PlainRecord {
  key: string | null;
  value: string | null;
  headers: [name: string, value: string | null][];
  timestamp: bigint;
}

/** What is asked of a record's bytes. */
interface Bytes {
  key: Uint8Array | string | null;
  value: Uint8Array | string | null;
  headers: readonly (readonly [string, Uint8Array | string | null])[];
  timestamp?: number | bigint;
}

/** A record as Kafka keeps it. */
export function plain({ key, value, headers, timestamp = 0 }: Bytes): PlainRecord {
  return {
    key: hex(key),
    value: hex(value),
    headers: headers.map(([name, value]) => [name, hex(value)]),
    timestamp: BigInt(timestamp),
  };
}

/** What a line of `consume --json` says. */
export function ofConsumed(line: string): PlainRecord {
  const { keyEncoding, valueEncoding, ...seen } = JSON.parse(line);
  return {
    key: bytes(seen.key, keyEncoding),
    value: bytes(seen.value, valueEncoding),
    headers: headersOf(seen),
    timestamp: time(line, "time"),
  };
}

/** What a message of `/messages` says. JSON is in one line, so its line ends are blanks. */
export function ofMessage(json: string): PlainRecord {
  const seen = JSON.parse(json);
  return {
    key: bytes(seen.key, seen.keyEncoding),
    value: seen.encoding === "json" ? hex(source(json, "value")) : bytes(seen.value, seen.encoding),
    headers: headersOf(seen),
    timestamp: time(json, "timestamp"),
  };
}

/** The messages of an answer of `/messages`, as they are spelled. */
export function messagesOf(answer: string): string[] {
  const list = source(answer, "messages");
  const messages: string[] = [];
  eachItem(list, 0, (from, to) => messages.push(list.slice(from, to)));
  return messages;
}

interface SeenHeaders {
  headers: Record<string, string | null | (string | null)[]>;
  headerList?: [string, string | null][];
}

function headersOf({ headers, headerList }: SeenHeaders): PlainRecord["headers"] {
  const list = headerList ??
    Object.entries(headers).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string | null] => [name, value])
    );
  return list.map(([name, value]) => [
    name,
    value?.startsWith("base64:") ? bytes(value.slice("base64:".length), "base64") : hex(value),
  ]);
}

function bytes(text: string | null, encoding: string | null | undefined): string | null {
  return encoding === "base64" ? hex(Buffer.from(text!, "base64")) : hex(text);
}

function hex(content: Uint8Array | string | null): string | null {
  return content === null ? null : Buffer.from(content as Uint8Array).toString("hex");
}

/** A member of JSON as it is spelled. */
function source(json: string, name: string): string {
  let found = "";
  eachMember(json, 0, (member, from, to) => {
    if (member === name) found = json.slice(from, to);
  });
  return found;
}

function time(json: string, name: string): bigint {
  const text = source(json, name);
  return text.startsWith('"') ? BigInt(Date.parse(text.slice(1, -1))) : BigInt(text);
}
