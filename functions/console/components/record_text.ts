/**
 * The bytes of records as text: JSON as JSON, text as text, and what is neither as hexadecimal.
 *
 * @module
 */
import type { Buffer } from "node:buffer";
import { asBuffer, bytesToText } from "../../../kafka/record/bytes_text.ts";
import { layOutJson } from "../../../kafka/record/json_text.ts";

/** Bytes, readable. */
export interface Readable {
  kind: "null" | "empty" | "json" | "text" | "binary";
  text: string;
}

/** How much of a value is shown, in bytes. */
const MAX_SHOWN = 100_000;

/** What a key, a value or a header says. @param max how much of it is shown, in bytes. */
export function readable(bytes: Uint8Array | null, max = MAX_SHOWN): Readable {
  if (bytes === null) return { kind: "null", text: "null" };
  if (bytes.length === 0) return { kind: "empty", text: "" };
  const { encoding, text } = bytesToText(bytes);
  const buffer = asBuffer(bytes);
  const shown = Math.min(max, MAX_SHOWN);
  if (encoding === "base64") return { kind: "binary", text: cut(buffer, shown, hex) };
  const json = buffer.length <= shown ? layOutJson(text) : undefined;
  if (json !== undefined) return { kind: "json", text: json };
  return { kind: "text", text: cut(buffer, shown, (part) => part.toString()) };
}

function cut(buffer: Buffer, shown: number, show: (part: Buffer) => string): string {
  if (buffer.length <= shown) return show(buffer);
  let end = shown;
  // Not within a letter, whose later bytes begin with 10 (RFC 3629).
  while (show !== hex && end > 0 && (buffer[end] & 0xc0) === 0x80) end--;
  return `${show(buffer.subarray(0, end))}… and ${buffer.length - end} bytes more`;
}

function hex(bytes: Buffer): string {
  return bytes.toString("hex").replace(/(..)(?=.)/g, "$1 ");
}

/** The kinds of JSON's parts. */
export type JsonKind = "key" | "string" | "number" | "word" | "plain";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g;

/** The parts of laid out JSON, with what they are. */
export function* jsonTokens(json: string): Generator<[kind: JsonKind, text: string]> {
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    if (match.index > end) yield ["plain", json.slice(end, match.index)];
    const [whole, string, colon, number] = match;
    if (string !== undefined) {
      yield [colon ? "key" : "string", string];
      if (colon) yield ["plain", colon];
    } else yield [number !== undefined ? "number" : "word", whole];
    end = match.index + whole.length;
  }
  if (end < json.length) yield ["plain", json.slice(end)];
}
