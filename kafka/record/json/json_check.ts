import { Turn } from "../../in_turns.ts";
import { stringEnd } from "./json_source.ts";
import { MAX_DEPTH } from "./json_text.ts";

/** White space, and what is neither a text, an object nor an array (RFC 8259). */
const SPACE = /[ \t\r\n]*/y;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What may come next: a value, the first item or member, a member, or what follows a value. */
type Expected = "value" | "first" | "member" | "more";

/** How many steps are taken until it is seen whether others wait. */
const LOOKS = 256;

/**
 * Whether a text is JSON that readers do not fail at, as `embeddableJson` tells it; others have their turns meanwhile.
 * `JSON.parse` is quicker, and holds up all until it is done: a tenth of a second and more for 16 MiB.
 *
 * @example
 * ```ts
 * import { isEmbeddableJson } from "./json_check.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(await isEmbeddableJson('{"a":[1,"b"]}'), true);
 * assertEquals(await isEmbeddableJson('{"a":[1,"b"}'), false);
 * assertEquals(await isEmbeddableJson("[".repeat(200) + "]".repeat(200)), false);
 * ```
 */
export async function isEmbeddableJson(text: string, turn = new Turn()): Promise<boolean> {
  /** How the objects and arrays end that have begun. */
  const ends: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (let step = 1;; step++) {
    if (step % LOOKS === 0 && turn.isOver) await turn.pass();
    at = matchEnd(SPACE, text, at);
    const next = text[at];
    if (next === undefined) return expected === "more" && ends.length === 0;
    const end = ends.at(-1);
    if (next === end && (expected === "first" || expected === "more")) {
      ends.pop();
      at++;
      expected = "more";
    } else if (expected === "more") {
      if (next !== "," || end === undefined) return false;
      at++;
      expected = end === "}" ? "member" : "value";
    } else if (expected === "member" || (expected === "first" && end === "}")) {
      const name = textEnd(text, at);
      const colon = matchEnd(SPACE, text, name);
      if (name <= at || text[colon] !== ":") return false;
      at = colon + 1;
      expected = "value";
    } else if (next === "{" || next === "[") {
      if (ends.push(next === "{" ? "}" : "]") > MAX_DEPTH) return false;
      at++;
      expected = "first";
    } else {
      const end = next === '"' ? textEnd(text, at) : matchEnd(WORD, text, at);
      if (end <= at) return false;
      at = end;
      expected = "more";
    }
  }
}

/** Behind what a pattern matches at an index; the index where it does not. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Behind the text in quotes that begins at an index; the index where there is none. */
function textEnd(text: string, at: number): number {
  if (text[at] !== '"') return at;
  const end = stringEnd(text, at);
  if (end <= at) return at;
  try {
    JSON.parse(text.slice(at, end));
    return end;
  } catch {
    return at;
  }
}
