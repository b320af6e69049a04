/**
 * The bytes of records as text: a line of their beginning, and the parts of JSON.
 *
 * @module
 */
import { isUtf8 } from "node:buffer";
import { asBuffer, beginningOf } from "../../../../kafka/record/bytes_text.ts";
import { affordable } from "../../web/html_cost.ts";

/** The beginning of a key or a value, in a line. */
export interface Preview {
  kind: "null" | "empty" | "text" | "binary";
  text: string;
}

/** The characters that a line shows at most; a letter takes up to four bytes (RFC 3629). */
const LINE = 160;
const LINE_BYTES = 4 * LINE;

/**
 * The beginning of a key or a value; of the rest nothing is looked at, however large it is.
 *
 * @param room bytes of HTML.
 */
export function preview(bytes: Uint8Array | null, room: number): Preview {
  if (bytes === null) return { kind: "null", text: "null" };
  if (bytes.length === 0) return { kind: "empty", text: "" };
  const beginning = asBuffer(bytes).subarray(0, LINE_BYTES);
  const whole = beginningOf(asBuffer(bytes), LINE_BYTES);
  const isText = isUtf8(whole);
  const line = isText
    ? whole.toString().replace(/[ \n\t]+/g, " ")
    : beginning.toString("hex", 0, LINE / 2).replace(/(..)(?=.)/g, "$1 ");
  const text = line.slice(0, affordable(wholeLetters(line, LINE), room));
  const isAll = beginning.length === bytes.length && text.length === line.length;
  return { kind: isText ? "text" : "binary", text: isAll ? text : `${text}…` };
}

/** At most so many UTF-16 code units of a text; letters beyond U+FFFF take two, and are not parted. */
function wholeLetters(text: string, max: number): string {
  return text.slice(0, text.codePointAt(max - 1)! > 0xffff ? max - 1 : max);
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
