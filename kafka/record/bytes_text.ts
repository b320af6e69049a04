/**
 * Keys, values and headers as text and back, without loss: UTF-8 as it is, and what is not UTF-8 in
 * base64.
 *
 * @module
 */
import { Buffer, isUtf8 } from "node:buffer";

/** Bytes as text. */
export interface BytesText {
  /** How the text stands for the bytes: in UTF-8, or in base64 (RFC 4648, section 4). */
  encoding: "text" | "base64";
  text: string;
}

/**
 * Bytes as text: the same bytes come out of {@linkcode textToBytes}.
 *
 * @example
 * ```ts
 * import { bytesToText } from "./bytes_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bytesToText(new TextEncoder().encode("Zoë")), { encoding: "text", text: "Zoë" });
 * assertEquals(bytesToText(new Uint8Array([0xff])), { encoding: "base64", text: "/w==" });
 * ```
 */
export function bytesToText(bytes: Uint8Array): BytesText {
  const buffer = asBuffer(bytes);
  return isUtf8(buffer)
    ? { encoding: "text", text: buffer.toString() }
    : { encoding: "base64", text: buffer.toString("base64") };
}

/**
 * The bytes that a text stands for.
 *
 * @throws {SyntaxError} for text that is not base64 and says it is.
 */
export function textToBytes({ encoding, text }: BytesText): Buffer {
  return encoding === "text" ? Buffer.from(text) : asBuffer(Uint8Array.fromBase64(text));
}

/** What stands before base64. */
const MARK = "base64:";

/**
 * The text of bytes, as headers are shown: those that are not UTF-8 in base64 behind `base64:`. Text
 * that itself begins so is shown in the same way, so that what is behind the mark is always base64.
 *
 * @example
 * ```ts
 * import { markedText } from "./bytes_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(markedText(new TextEncoder().encode("Zoë")), "Zoë");
 * assertEquals(markedText(new Uint8Array([0xc3, 0x28])), "base64:wyg=");
 * assertEquals(markedText(new TextEncoder().encode("base64:wyg=")), "base64:YmFzZTY0Ond5Zz0=");
 * ```
 */
export function markedText(bytes: Uint8Array): string {
  const { encoding, text } = bytesToText(bytes);
  if (encoding === "text" && !text.startsWith(MARK)) return text;
  return MARK + asBuffer(bytes).toString("base64");
}

/**
 * The bytes that {@linkcode markedText} shows.
 *
 * @throws {SyntaxError} for what is behind the mark and not base64.
 */
export function markedBytes(text: string): Buffer {
  return text.startsWith(MARK)
    ? textToBytes({ encoding: "base64", text: text.slice(MARK.length) })
    : Buffer.from(text);
}

/** The same bytes, not a copy, with Buffer's methods. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A letter takes up to four bytes, of which the first begins with 11, and those behind it with 10 (RFC 3629). */
const LETTER_BYTES = 4;

/** The first so many bytes; a letter that would be parted is left out. */
export function beginningOf(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes;
  let end = most;
  while (end > most - LETTER_BYTES && (bytes[end] & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
