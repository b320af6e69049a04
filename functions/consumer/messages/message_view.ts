import { bytesToText, markedText } from "../../../kafka/record/bytes_text.ts";
import { headersByName } from "../../../kafka/record/headers.ts";
import { parseJson } from "../../../kafka/record/json_text.ts";
import { recordTime } from "../../../kafka/record/record_time.ts";
import type { KafkaRecord } from "../../../kafka/record/record.ts";

/** A record as JSON shows it. */
export interface MessageView {
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
  headers: Record<string, string | string[]>;
}

/** Shows a record: its value as JSON where it parses, else as text, else as base64. */
export function viewMessage(record: KafkaRecord): MessageView {
  const { topic, partition, offset } = record;
  const [key, keyEncoding] = viewBytes(record.key);
  const [value, encoding] = viewValue(record.value);
  const timestamp = recordTime(record.timestamp);
  const headers = viewHeaders(record);
  return { topic, partition, offset, timestamp, key, keyEncoding, value, encoding, headers };
}

function viewBytes(bytes: Uint8Array | null): [string, "text" | "base64"] | [null, null] {
  if (bytes === null) return [null, null];
  const { text, encoding } = bytesToText(bytes);
  return [text, encoding];
}

function viewValue(bytes: Uint8Array | null): [unknown, MessageView["encoding"]] {
  const [text, encoding] = viewBytes(bytes);
  const parsed = encoding === "text" ? parseJson(text) : undefined;
  return parsed === undefined ? [text, encoding] : [parsed.json, "json"];
}

/** A header that is not text is shown as `base64:…`; the values of a name that is repeated, as a list. */
function viewHeaders({ headers }: KafkaRecord): MessageView["headers"] {
  return headersByName(headers, (value) => value === null ? "" : markedText(value));
}
