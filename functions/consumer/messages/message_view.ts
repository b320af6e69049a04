import { asBuffer, bytesToText } from "../../../kafka/record/bytes_text.ts";
import { type HeadersView, viewHeaders } from "../../../kafka/record/headers.ts";
import { embeddableJson } from "../../../kafka/record/json/json_text.ts";
import { recordTimeJson } from "../../../kafka/record/record_time.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";

/** A record as JSON shows it. */
export interface MessageView extends HeadersView {
  topic: string;
  partition: number;
  offset: number;
  /** ISO 8601, or ms since the Unix epoch where no date can be. */
  timestamp: string | number;
  key: string | null;
  keyEncoding: "text" | "base64" | null;
  value: unknown;
  /** How to read `value`; `null` for a tombstone. */
  encoding: "json" | "text" | "base64" | null;
}

/** Longer text, in bytes, is shown in base64: in JSON it could be six times as long (`\u0000`), and hold up all. */
const MAX_TEXT = 4 * 1024 * 1024;

/**
 * A record as JSON, in one line: a {@linkcode MessageView}. Its value is shown as JSON where it is
 * JSON, spelled as it is, else as text, else in base64; numbers have all their digits.
 */
export function messageJson(record: KafkaRecord): string {
  const { topic, partition, offset } = record;
  const [key, keyEncoding] = viewBytes(record.key);
  const [value, encoding] = viewBytes(record.value);
  const json = encoding === "text" ? embeddableJson(value) : undefined;
  const before = JSON.stringify({ topic, partition, offset });
  const middle = JSON.stringify({ key, keyEncoding });
  const behind = JSON.stringify({
    encoding: json === undefined ? encoding : "json",
    ...viewHeaders(record.headers),
  });
  const members = [
    before.slice(1, -1),
    `"timestamp":${recordTimeJson(record.timestamp)}`,
    middle.slice(1, -1),
    `"value":${json ?? JSON.stringify(value)}`,
    behind.slice(1, -1),
  ];
  return `{${members.join()}}`;
}

function viewBytes(bytes: Uint8Array | null): [string, "text" | "base64"] | [null, null] {
  if (bytes === null) return [null, null];
  if (bytes.length > MAX_TEXT) return [asBuffer(bytes).toString("base64"), "base64"];
  const { text, encoding } = bytesToText(bytes);
  return [text, encoding];
}
