/**
 * The bytes of records as text: JSON as JSON, text as text, and what is neither as hexadecimal.
 *
 * @module
 */
import { Buffer, isUtf8 } from "node:buffer";

/** Bytes, readable. */
export interface Readable {
  kind: "null" | "empty" | "json" | "text" | "binary";
  text: string;
}

/** How much of a value is shown, in bytes. */
const MAX_SHOWN = 100_000;

/** JSON that is worth laying out: objects and arrays. */
const JSON_START = /^\s*[{[]/;

/** What a key, a value or a header says. */
export function readable(bytes: Uint8Array | null): Readable {
  if (bytes === null) return { kind: "null", text: "null" };
  if (bytes.length === 0) return { kind: "empty", text: "" };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(buffer)) return { kind: "binary", text: cut(buffer, hex) };
  if (buffer.length <= MAX_SHOWN && JSON_START.test(buffer.toString("utf8", 0, 100))) {
    try {
      return { kind: "json", text: layOut(buffer.toString()) };
    } catch {
      // It only begins as JSON does.
    }
  }
  return { kind: "text", text: cut(buffer, (part) => part.toString()) };
}

/** JSON with one member a line. Large numbers keep all their digits, as their text is kept. */
function layOut(json: string): string {
  const numbers = new Map<string, string>();
  const kept = JSON.parse(json, (_, value, context?: { source?: string }) => {
    if (typeof value !== "number" || context?.source === undefined) return value;
    if (`${value}` === context.source) return value;
    const mark = `\u0000${numbers.size}`;
    numbers.set(JSON.stringify(mark), context.source);
    return mark;
  });
  const text = JSON.stringify(kept, null, 2);
  return numbers.size === 0
    ? text
    : text.replace(/"\\u0000\d+"/g, (mark) => numbers.get(mark) ?? mark);
}

function cut(buffer: Buffer, show: (part: Buffer) => string): string {
  if (buffer.length <= MAX_SHOWN) return show(buffer);
  const rest = buffer.length - MAX_SHOWN;
  return `${show(buffer.subarray(0, MAX_SHOWN))}… and ${rest} bytes more`;
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
