/**
 * The JSON in records, shown as it is spelled.
 *
 * @module
 */
import { COMMA, depthOf, isClosing, isOpening, QUOTE, SPACE, stringEnd } from "./json_source.ts";

/** How JSON can begin. Most text does not, and is spared an exception, which takes its time. */
const JSON_START = /^[ \t\r\n]*[{["\-\dtfn]/;

const COLON = 0x3a;

/** JSON that is worth laying out: objects and arrays. */
const CONTAINER_START = /^[ \t\r\n]*[{[]/;

/**
 * How deep JSON may be to be taken for JSON. Common readers give up on the whole of what they read at
 * 128 levels (serde) or 512 (PHP), and what shows a record adds a few; laid out, it would be blanks.
 */
export const MAX_DEPTH = 100;

/**
 * A text that is JSON, to be put into other JSON: spelled as it is, in one line. Undefined for other
 * text, and for what is nested so deep that readers fail at it.
 *
 * @example
 * ```ts
 * import { embeddableJson } from "./json_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(embeddableJson('{"id":1234567890123456789,\n"p":1.0}'), '{"id":1234567890123456789, "p":1.0}');
 * assertEquals(embeddableJson("random number 7"), undefined);
 * ```
 */
export function embeddableJson(text: string): string | undefined {
  return JSON_START.test(text) && isShallowJson(text) ? oneLine(text) : undefined;
}

/** JSON, or a part of it, without line ends: those are white space there, as in strings they are escaped. */
export function oneLine(json: string): string {
  return json.replace(/[\r\n]+/g, " ");
}

function isShallowJson(text: string): boolean {
  try {
    JSON.parse(text);
  } catch {
    return false;
  }
  return depthOf(text) <= MAX_DEPTH;
}

/**
 * A JSON object or array with one member a line, each part spelled as it is; undefined for other text.
 *
 * @example
 * ```ts
 * import { layOutJson } from "./json_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(layOutJson('{"id":12345678901234567890}'), '{\n  "id": 12345678901234567890\n}');
 * assertEquals(layOutJson("7"), undefined);
 * ```
 */
export function layOutJson(text: string): string | undefined {
  return isLaidOut(text) ? layOut(text) : undefined;
}

/**
 * The text of a JSON object or array with each line's indentation left out, as people search what they
 * see; never much longer than the text itself. Undefined for other text.
 *
 * @example
 * ```ts
 * import { flatJson } from "./json_text.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(flatJson('{"city":"Lagos"}'), '{\n"city": "Lagos"\n}');
 * ```
 */
export function flatJson(text: string): string | undefined {
  return isLaidOut(text) ? layOut(text, "") : undefined;
}

/** Whether a text is JSON that {@linkcode layOutJson} lays out. */
export function isLaidOut(text: string): boolean {
  return CONTAINER_START.test(text) && isShallowJson(text);
}

const INDENT = "  ";

function layOut(json: string, indent = INDENT): string {
  let text = "";
  for (const part of layOutFrom(json, { at: 0, depth: 0 }, indent)) text += part.text;
  return text;
}

/** Where a part of JSON begins in its text, and how deep it lies. */
export interface JsonPlace {
  at: number;
  depth: number;
}

/** What JSON shows from a place on, part by part, and where the next one begins. */
export function* layOutFrom(
  json: string,
  { at, depth }: JsonPlace,
  indent = INDENT,
): Generator<JsonPlace & { text: string }> {
  const line = (depth: number) => "\n" + indent.repeat(depth);
  for (let i = at, end; i < json.length; i = end) {
    end = tokenEnd(json, i);
    const first = json[i];
    if (first <= " ") continue;
    let text = json.slice(i, end);
    if (text === "{" || text === "[") text += line(++depth);
    else if (text === "}" || text === "]") text = line(--depth) + text;
    else if (text === ",") text += line(depth);
    else if (text === ":") text = ": ";
    else if (first === "{" || first === "[") text = first + text.at(-1);
    yield { text, at: end, depth };
  }
}

/** The first part of JSON that begins at an index of its text or behind it. */
export function placeFrom(json: string, from: number): JsonPlace {
  let [at, depth] = [0, 0];
  while (at < from && at < json.length) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(json, at);
    else if (isDelimiter(code)) {
      // An object or array of nothing is one part.
      const end = isOpening(code) ? tokenEnd(json, at) : ++at;
      if (isClosing(code)) depth--;
      else if (isOpening(code) && end === at + 1) depth++;
      at = end;
    } else while (at < json.length && !isDelimiter(json.charCodeAt(at))) at++;
  }
  return { at, depth };
}

/** Where what begins at an index ends: a string, a word, an object or array of nothing, or a character. */
function tokenEnd(json: string, at: number): number {
  const code = json.charCodeAt(at);
  if (code === QUOTE) return stringEnd(json, at);
  let next = at + 1;
  if (isOpening(code)) {
    while (json.charCodeAt(next) <= SPACE) next++;
    return isClosing(json.charCodeAt(next)) ? next + 1 : at + 1;
  }
  if (!isDelimiter(code)) {
    while (next < json.length && !isDelimiter(json.charCodeAt(next))) {
      next++;
    }
  }
  return next;
}

/** What is no part of a string, a number, `true`, `false` or `null`. */
function isDelimiter(code: number): boolean {
  return code <= SPACE || code === COMMA || code === COLON || isOpening(code) || isClosing(code);
}
