/**
 * A key or a value, as much of it at a time as a page has room for; in the form that is asked for.
 *
 * @module
 */
import { Buffer, isUtf8 } from "node:buffer";
import { asBuffer } from "../../../../kafka/record/bytes_text.ts";
import { jsonWindow } from "../../../../kafka/record/json/json_window.ts";
import { affordable, htmlCost } from "../../web/html_cost.ts";

/** How bytes can be shown. `pretty`: JSON laid out, other text as it is, and what is no text in hexadecimal. */
export const FORMS = ["pretty", "text", "hex", "base64"] as const;

/** One of them. */
export type ValueForm = typeof FORMS[number];

/** What is shown of bytes. */
export interface ValueWindow {
  kind: "null" | "empty" | "json" | "text" | "binary" | "base64";
  text: string;
  /** Where the next window begins, in the units of this form; undefined: this was the last one. */
  next?: number;
  /** Of how many units, which are characters of JSON, else bytes. */
  size: number;
}

/** What a part of JSON takes besides its text: `<span class="json-number"></span>`. */
const TAGS = 34;

/** Bytes of a line in hexadecimal. */
const HEX_LINE = 32;

/**
 * What a key or a value shows from a place on.
 *
 * @param from in the units of the form.
 * @param room bytes of HTML.
 */
export function valueWindow(
  bytes: Uint8Array | null,
  { form = "pretty", from = 0, room }: { form?: ValueForm; from?: number; room: number },
): ValueWindow {
  if (bytes === null) return { kind: "null", text: "null", size: 0 };
  if (bytes.length === 0) return { kind: "empty", text: "", size: 0 };
  const buffer = asBuffer(bytes);
  if (form === "base64") return encoded(buffer, from, room);
  if (form === "hex" || (form === "pretty" && !isUtf8(buffer))) {
    return hexadecimal(buffer, from, room);
  }
  if (form === "pretty") {
    const json = buffer.toString();
    const window = jsonWindow(json, from, room, (part) => htmlCost(part) + TAGS);
    if (window !== undefined) return { kind: "json", size: json.length, ...window };
  }
  return plain(buffer, from, room);
}

function plain(buffer: Buffer, from: number, room: number): ValueWindow {
  const begin = letterStart(buffer, from);
  // Every byte costs one at least.
  const end = letterStart(buffer, begin + room);
  const text = buffer.toString("utf8", begin, end);
  const length = affordable(text, room);
  const shown = text.slice(0, length);
  const next = length < text.length ? begin + Buffer.byteLength(shown) : end;
  return { kind: "text", text: shown, size: buffer.length, ...(next < buffer.length && { next }) };
}

/** The first byte from an index on that is not within a letter, whose later bytes begin with 10 (RFC 3629). */
function letterStart(buffer: Buffer, at: number): number {
  let start = Math.min(at, buffer.length);
  while (start < buffer.length && start < at + 3 && (buffer[start] & 0xc0) === 0x80) start++;
  return start;
}

function hexadecimal(buffer: Buffer, from: number, room: number): ValueWindow {
  const end = from + Math.max(1, Math.floor(room / (3 * HEX_LINE))) * HEX_LINE;
  const lines: string[] = [];
  for (let at = from; at < Math.min(end, buffer.length); at += HEX_LINE) {
    const line = buffer.subarray(at, Math.min(at + HEX_LINE, end));
    lines.push(line.toString("hex").replace(/(..)(?=.)/g, "$1 "));
  }
  return shown("binary", lines.join("\n"), end, buffer.length);
}

function encoded(buffer: Buffer, from: number, room: number): ValueWindow {
  // Three bytes are four characters: what is between windows needs no padding.
  const end = from + Math.max(3, Math.floor(room / 4) * 3);
  return shown("base64", buffer.subarray(from, end).toString("base64"), end, buffer.length);
}

function shown(kind: ValueWindow["kind"], text: string, next: number, size: number): ValueWindow {
  return { kind, text, size, ...(next < size && { next }) };
}
