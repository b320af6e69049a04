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
 * 100 levels (Ruby), 128 (serde) or 512 (PHP), and what shows a record adds a few.
 */
const MAX_DEPTH = 90;

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
  for (let i = 0; i < json.length;) {
    const char = json[i];
    if (char === '"') {
      const end = stringEnd(json, i);
      text += json.slice(i, end);
      i = end;
      continue;
    }
    if (char === ",") text += `,${line(depth)}`;
    else if (char === ":") text += ": ";
    else if (char === "{" || char === "[") {
      const end = emptyEnd(json, i);
      if (end !== undefined) {
        text += char === "{" ? "{}" : "[]";
        i = end;
        continue;
      }
      text += char + line(++depth);
    } else if (char === "}" || char === "]") text += line(--depth) + char;
    else if (char > " ") text += char;
    i++;
  }
  return text;
}

/** Where an object or array ends that begins at an index, if there is nothing in it. */
function emptyEnd(json: string, at: number): number | undefined {
  let next = at + 1;
  while (json[next] <= " ") next++;
  return json[next] === "}" || json[next] === "]" ? next + 1 : undefined;
}

function line(depth: number): string {
  return "\n" + INDENT.repeat(depth);
}
