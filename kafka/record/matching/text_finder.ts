/**
 * Text in bytes, as people look for it.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { asBuffer, beginningOf } from "../bytes_text.ts";
import { flatJson } from "../json/json_text.ts";

/** JSON that is longer, in bytes, is not laid out to be searched: that would hold up all who wait. */
const MAX_LAID_OUT = 64 * 1024;

/** Of what is longer, in bytes, the beginning is searched where letters beyond ASCII may be of either case. */
const MAX_LOWER_CASE = 2 * 1024 * 1024;

const ASCII = /^[\0-\x7f]*$/;

/** What may stand between the parts of laid out JSON; text holds the parts as they are. */
const SPACING = /[\s:,[\]{}]+/;

/** Bytes as a text of a letter for each of them (ISO 8859-1). */
export type Letters = string;

/** The letters of bytes, or of a text's bytes in UTF-8. */
export function lettersOf(bytes: Uint8Array | string): Letters {
  if (typeof bytes !== "string") return asBuffer(bytes).toString("latin1");
  return ASCII.test(bytes) ? bytes : Buffer.from(bytes).toString("latin1");
}

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
export function textFinder(
  text: string,
  caseless = false,
): (bytes: Uint8Array | Letters) => boolean {
  const wanted = caseless ? text.toLowerCase() : text;
  const isThere = contains(wanted, caseless);
  // Without a space outside it, JSON that is laid out contains only what it did before.
  const parts = /\s/.test(wanted)
    ? wanted.split(SPACING).filter(Boolean).map((part) => contains(part, caseless))
    : undefined;
  const isTightThere = contains(wanted.replaceAll('": ', '":'), caseless);

  return (bytes) => {
    const searched = new Searched(bytes);
    if (isThere(searched)) return true;
    if (parts === undefined || !parts.every((isThere) => isThere(searched))) return false;
    if (bytes.length > MAX_LAID_OUT) return isTightThere(searched);
    const all = caseless ? searched.lowerCase : searched.text;
    return flatJson(all)?.includes(wanted.trimStart()) ?? false;
  };
}

/** Bytes that are searched, as texts, which are searched ten times as quickly as bytes. */
class Searched {
  readonly #given: Uint8Array | Letters;
  #letters: Letters | undefined;

  constructor(given: Uint8Array | Letters) {
    this.#given = given;
  }

  get letters(): Letters {
    const given = this.#given;
    return this.#letters ??= typeof given === "string" ? given : lettersOf(given);
  }

  get text(): string {
    return this.#bytes.toString();
  }

  get lowerCase(): string {
    return beginningOf(this.#bytes, MAX_LOWER_CASE).toString().toLowerCase();
  }

  get #bytes(): Buffer {
    const given = this.#given;
    return typeof given === "string" ? Buffer.from(given, "latin1") : asBuffer(given);
  }
}

/** Whether bytes contain a text. */
function contains(text: string, caseless: boolean): (bytes: Searched) => boolean {
  if (!caseless) {
    const letters = lettersOf(text);
    return (bytes) => bytes.letters.includes(letters);
  }
  if (!ASCII.test(text)) return (bytes) => bytes.lowerCase.includes(text);
  const pattern = new RegExp(RegExp.escape(text), "i");
  return (bytes) => pattern.test(bytes.letters);
}
