/**
 * How many bytes text takes on a page, where it is escaped and what cannot be seen is marked: a value
 * of null characters takes fifty times what it is.
 *
 * @module
 */

/** The longest entity that stands for a character: `&quot;`. */
const ENTITY = 6;

/** A mark of `unseen.ts`: `<span class="unseen">⟨U+202E⟩</span>`. */
const MARK = 48;

/** The bytes that a text takes at most. */
export function htmlCost(text: string): number {
  let cost = 0;
  for (let i = 0; i < text.length; i++) cost += costOf(text.charCodeAt(i));
  return cost;
}

/** How much of a text, from its beginning on, takes no more than so many bytes; in UTF-16 code units. */
export function affordable(text: string, bytes: number): number {
  let left = bytes;
  for (let i = 0; i < text.length; i++) {
    left -= costOf(text.charCodeAt(i));
    // Half a letter is none: those beyond U+FFFF take two code units.
    if (left < 0) return i > 0 && text.codePointAt(i - 1)! > 0xffff ? i - 1 : i;
  }
  return text.length;
}

function costOf(code: number): number {
  if (code < 0x80) {
    if (code < 0x20) return code === 0x09 || code === 0x0a ? 1 : MARK;
    return code === 0x7f ? MARK : "\"&<>'".includes(String.fromCharCode(code)) ? ENTITY : 1;
  }
  const isUnseen = code < 0xae || code === 0x61c || (code >= 0x2000 && code < 0x2070) ||
    code >= 0xfeff || code === 0xdb40;
  return isUnseen ? MARK : 3;
}
