/**
 * Where the parts of JSON stand in its text, for those that need them as they are spelled: numbers with
 * all their digits, members in their order. The text must be JSON; nothing is checked here.
 *
 * @module
 */

/** The code of `"`. */
export const QUOTE = 0x22;
/** The code of `,`. */
export const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** The last code that is white space, or a control character. */
export const SPACE = 0x20;

/**
 * Shows where each item of an array stands, in their order: from an index up to, not including, another.
 *
 * @param at where the array begins in the text.
 */
export function eachItem(
  json: string,
  at: number,
  show: (from: number, to: number) => void,
): void {
  let from = skipSpace(json, at + 1);
  while (json.charCodeAt(from) !== CLOSING_BRACKET) {
    const to = valueEnd(json, from);
    show(from, to);
    from = skipSeparator(json, to);
  }
}

/**
 * Shows where the value of each member of an object stands, in their order; a name can come more than
 * once.
 *
 * @param at where the object begins in the text.
 */
export function eachMember(
  json: string,
  at: number,
  show: (name: string, from: number, to: number) => void,
): void {
  let begin = skipSpace(json, at + 1);
  while (json.charCodeAt(begin) !== CLOSING_BRACE) {
    const end = stringEnd(json, begin);
    const spelled = json.slice(begin + 1, end - 1);
    const name: string = spelled.includes("\\") ? JSON.parse(`"${spelled}"`) : spelled;
    const from = skipSpace(json, skipSpace(json, end) + 1);
    const to = valueEnd(json, from);
    show(name, from, to);
    begin = skipSeparator(json, to);
  }
}

/** Where the value of a text begins. */
export function valueStart(json: string): number {
  return skipSpace(json, 0);
}

/** Where a string ends that begins at an index: behind its closing quote. */
export function stringEnd(json: string, at: number): number {
  let end = json.indexOf('"', at + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end + 1;
}

/** How many objects and arrays stand in each other at most. */
export function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  for (let i = 0; i < json.length;) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) {
      i = stringEnd(json, i);
      continue;
    }
    if (isOpening(code)) deepest = Math.max(deepest, ++depth);
    else if (isClosing(code)) depth--;
    i++;
  }
  return deepest;
}

function valueEnd(json: string, at: number): number {
  const code = json.charCodeAt(at);
  if (code === QUOTE) return stringEnd(json, at);
  return isOpening(code) ? containerEnd(json, at) : wordEnd(json, at);
}

function containerEnd(json: string, at: number): number {
  let depth = 0;
  for (let i = at;;) {
    const code = json.charCodeAt(i);
    if (code === QUOTE) {
      i = stringEnd(json, i);
      continue;
    }
    i++;
    if (isOpening(code)) depth++;
    else if (isClosing(code) && --depth === 0) return i;
  }
}

/** The end of a number, `true`, `false` or `null`. */
function wordEnd(json: string, at: number): number {
  let end = at + 1;
  while (end < json.length) {
    const code = json.charCodeAt(end);
    if (code <= SPACE || code === COMMA || isClosing(code)) break;
    end++;
  }
  return end;
}

/** Whether a code is `{` or `[`. */
export function isOpening(code: number): boolean {
  return code === OPENING_BRACE || code === OPENING_BRACKET;
}

/** Whether a code is `}` or `]`. */
export function isClosing(code: number): boolean {
  return code === CLOSING_BRACE || code === CLOSING_BRACKET;
}

function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json.charCodeAt(before) === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

/** From behind a value to the next one, or to what ends them all. */
function skipSeparator(json: string, at: number): number {
  const next = skipSpace(json, at);
  return json.charCodeAt(next) === COMMA ? skipSpace(json, next + 1) : next;
}

function skipSpace(json: string, at: number): number {
  let next = at;
  while (json.charCodeAt(next) <= SPACE) next++;
  return next;
}
