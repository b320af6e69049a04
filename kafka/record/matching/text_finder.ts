/**
 * Text in bytes, as people look for it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { asBuffer } from "../bytes_text.ts";
import { flatJson } from "../json/json_text.ts";

/** JSON that is longer, in bytes, is not laid out to be searched: that would hold up all who wait. */
const MAX_LAID_OUT = 64 * 1024;

/** What may stand between the parts of laid out JSON; text holds the parts as they are. */
const SPACING = /[\s:,[\]{}]+/;

/**
 * Tells bytes that contain a text: as UTF-8, or as JSON that is laid out.
 *
 * @param caseless whether upper and lower case are the same.
 *
 * @example
 * ```ts
 * import { textFinder } from "./text_finder.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const contains = textFinder('"city": "Lagos"');
 * assertEquals(contains(new TextEncoder().encode('{"city":"Lagos"}')), true);
 * ```
 */
export function textFinder(text: string, caseless = false): (bytes: Uint8Array) => boolean {
  const wanted = caseless ? text.toLowerCase() : text;
  const raw = Buffer.from(wanted);
  // Without a space outside it, JSON that is laid out contains only what it did before.
  const parts = /\s/.test(wanted) ? wanted.split(SPACING).filter(Boolean) : undefined;
  const tight = wanted.replaceAll('": ', '":');

  return (bytes) => {
    const buffer = asBuffer(bytes);
    if (!caseless) {
      if (buffer.includes(raw)) return true;
      if (parts === undefined || !parts.every((part) => buffer.includes(part))) return false;
    }
    const all = caseless ? buffer.toString().toLowerCase() : buffer.toString();
    if (all.includes(wanted)) return true;
    if (parts === undefined || !parts.every((part) => all.includes(part))) return false;
    if (buffer.length > MAX_LAID_OUT) return all.includes(tight);
    return flatJson(all)?.includes(wanted.trimStart()) ?? false;
  };
}
