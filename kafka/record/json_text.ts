/**
 * The JSON in records, shown as it is spelled.
 *
 * @module
 */
import { depthOf, stringEnd } from "./json_source.ts";

/** How JSON can begin. Most text does not, and is spared an exception, which takes its time. */
const JSON_START = /^[ \t\r\n]*[{["\-\dtfn]/;

/** JSON that is worth laying out: objects and arrays. */
const CONTAINER_START = /^[ \t\r\n]*[{[]/;

/**
 * How deep JSON may be to be taken for JSON. Common readers give up on the whole of what they read at
 * 128 levels (serde) or 512 (PHP), and what shows a record adds a few; laid out, it would be blanks.
 */
const MAX_DEPTH = 100;

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
  // Line ends are white space there: those in strings are escaped.
  return JSON_START.test(text) && isShallowJson(text) ? text.replace(/[\r\n]+/g, " ") : undefined;
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
  return CONTAINER_START.test(text) && isShallowJson(text) ? layOut(text) : undefined;
}

const INDENT = "  ";

function layOut(json: string): string {
  let text = "";
  let depth = 0;
  for (let i = 0, end; i < json.length; i = end) {
    end = tokenEnd(json, i);
    const token = json.slice(i, end);
    const [first] = token;
    if (token === "{" || token === "[") text += token + line(++depth);
    else if (token === "}" || token === "]") text += line(--depth) + token;
    else if (token === ",") text += token + line(depth);
    else if (token === ":") text += ": ";
    else if (first === "{" || first === "[") text += first + token.at(-1);
    else if (first > " ") text += token;
  }
  return text;
}

/** Where what begins at an index ends: a string, an object or array of nothing, or one character. */
function tokenEnd(json: string, at: number): number {
  if (json[at] === '"') return stringEnd(json, at);
  let next = at + 1;
  if (json[at] !== "{" && json[at] !== "[") return next;
  while (json[next] <= " ") next++;
  return json[next] === "}" || json[next] === "]" ? next + 1 : at + 1;
}

function line(depth: number): string {
  return "\n" + INDENT.repeat(depth);
}
