/**
 * The JSON in records.
 *
 * @module
 */

/** How JSON can begin. Most text does not, and is spared an exception, which takes its time. */
const JSON_START = /^\s*[{["\-\dtfn]/;

/** JSON that is worth laying out: objects and arrays. */
const CONTAINER_START = /^\s*[{[]/;

/** The value of a text that is JSON; undefined where it is not. */
export function parseJson(text: string): { json: unknown } | undefined {
  if (!JSON_START.test(text)) return undefined;
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * A JSON object or array with one member a line, numbers with all their digits; undefined for other
 * text.
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
  if (!CONTAINER_START.test(text)) return undefined;
  try {
    return layOut(text);
  } catch {
    return undefined;
  }
}

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
