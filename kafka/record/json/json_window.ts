/**
 * Laid out JSON, as much of it at a time as there is room for: what is nested deep shows as blanks for
 * the most part, a hundred times as long as it is.
 *
 * @module
 */
import { stringEnd } from "./json_source.ts";
import { isLaidOut, layOutFrom, placeFrom } from "./json_text.ts";

/** A part of laid out JSON. */
export interface JsonWindow {
  text: string;
  /** Where the next window begins, in characters of the JSON; undefined: this was the last one. */
  next?: number;
}

/** JSON that is longer, in characters, is not looked at: that would hold up all who wait. */
const MAX_JSON = 1_100_000;

/**
 * What laid out JSON shows from a place on, part by part while there is room; undefined for text that
 * is no JSON object or array, or not worth it: too long, or with a string in it that leaves no room.
 *
 * @param from in characters of the JSON.
 * @param room what the parts may cost in all.
 * @param cost what a part costs.
 */
export function jsonWindow(
  json: string,
  from: number,
  room: number,
  cost: (part: string) => number,
): JsonWindow | undefined {
  if (json.length > MAX_JSON || !isLaidOut(json)) return undefined;
  if (longestString(json) > room / 10) return undefined;
  let [text, left] = ["", room];
  const begin = placeFrom(json, from);
  let next = begin.at;
  for (const part of layOutFrom(json, begin)) {
    left -= cost(part.text);
    if (left < 0 && text !== "") return { text, next };
    text += part.text;
    next = part.at;
  }
  return { text };
}

function longestString(json: string): number {
  let longest = 0;
  for (let at = json.indexOf('"'); at >= 0;) {
    const end = stringEnd(json, at);
    longest = Math.max(longest, end - at);
    at = json.indexOf('"', end);
  }
  return longest;
}
