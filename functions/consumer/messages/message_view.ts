import { Buffer, isUtf8 } from "node:buffer";
import type { Header, KafkaRecord } from "../../../kafka/record/record.ts";

/** A record as JSON shows it. */
export interface MessageView {
  topic: string;
  partition: number;
  offset: number;
  /** ISO 8601. */
  timestamp: string;
  key: string | null;
  keyEncoding: "text" | "base64" | null;
  value: unknown;
  /** How to read `value`; `null` for a tombstone. */
  encoding: "json" | "text" | "base64" | null;
  headers: Record<string, string | string[]>;
}

/** Shows a record: its value as JSON where it parses, else as text, else as base64. */
export function viewMessage(record: KafkaRecord): MessageView {
  const { topic, partition, offset } = record;
  const [key, keyEncoding] = viewBytes(record.key);
  const [value, encoding] = viewValue(record.value);
  const timestamp = new Date(record.timestamp).toISOString();
  const headers = viewHeaders(record);
  return { topic, partition, offset, timestamp, key, keyEncoding, value, encoding, headers };
}

function viewBytes(bytes: Uint8Array | null): [string, "text" | "base64"] | [null, null] {
  if (bytes === null) return [null, null];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer) ? [buffer.toString(), "text"] : [buffer.toString("base64"), "base64"];
}

/** How JSON can begin. Most text does not, and is spared an exception, which takes its time. */
const JSON_START = /^\s*[{["\-\dtfn]/;

function viewValue(bytes: Uint8Array | null): [unknown, MessageView["encoding"]] {
  const [text, encoding] = viewBytes(bytes);
  if (encoding !== "text" || !JSON_START.test(text)) return [text, encoding];
  try {
    return [JSON.parse(text), "json"];
  } catch {
    return [text, "text"];
  }
}

/** A header that is not text is shown as `base64:…`; the values of a name that is repeated, as a list. */
function viewHeaders({ headers }: KafkaRecord): MessageView["headers"] {
  const view = ([, value]: Header) => {
    const [text, encoding] = viewBytes(value ?? new Uint8Array());
    return encoding === "text" ? text : `base64:${text}`;
  };
  const byName = Map.groupBy(headers, ([name]) => name).entries();
  return Object.fromEntries(byName.map(([name, of]) => [
    name,
    of.length === 1 ? view(of[0])! : of.map((one) => view(one)!),
  ]));
}
