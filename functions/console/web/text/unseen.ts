/**
 * Characters that cannot be seen, or that change how those around them are read: controls, such as a
 * null, and those that turn the direction of text, such as U+202E. Records and names hold any; pages
 * mark them.
 *
 * @module
 */
import { cutText } from "./cut_text.ts";

/** What is marked on a page: line breaks and tabs, which lay text out, are not. */
const UNSEEN = [
  // Controls, and separators of lines that are not seen as such.
  "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029]",
  // Unicode's bidirectional formatting (UAX #9), and the soft hyphen.
  "[\\u00ad\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]",
  // Without width; joiners, too, where there is nothing to join: between letters and in emoji there is.
  "[\\u200b\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}]",
  "(?<![^\\u0000-\\u007f])[\\u200c\\u200d]",
  "[\\u200c\\u200d](?![^\\u0000-\\u007f])",
].join("|");

const ANY_UNSEEN = new RegExp(UNSEEN, "u");
const EACH_UNSEEN = new RegExp(UNSEEN, "gu");
const EACH_IN_LINE = new RegExp(`${UNSEEN}|[\\n\\t]`, "gu");

/** Tags as they are; the text of elements that hold nothing else; and what is to be marked. */
const HTML_PARTS = new RegExp(
  `<textarea\\b[^>]*>[^<]*|<(?:title|option)\\b[^>]*>[^<]*|<[^>]*>|${UNSEEN}`,
  "gu",
);

/** HTML with marks in its text for what cannot be seen. What stands in fields of forms stays. */
export function markUnseen(html: string): string {
  if (!ANY_UNSEEN.test(html)) return html;
  return html.replace(HTML_PARTS, (part) => {
    if (!part.startsWith("<")) return `<span class="unseen">${mark(part)}</span>`;
    if (!/^<(title|option)\b/.test(part)) return part;
    const text = part.indexOf(">") + 1;
    return part.slice(0, text) + part.slice(text).replace(EACH_UNSEEN, mark);
  });
}

/** A name in one line: line breaks and tabs are marked in it as well. */
export function nameText(name: string): string {
  return name.replace(EACH_IN_LINE, mark);
}

/** The beginning of a name in one line, marked: no longer than `max` UTF-16 code units, whatever is in it. */
export function shortName(name: string, max: number): string {
  return cutText(nameText(cutText(name, max)), max);
}

/** What stands for a character: `⟨U+202E⟩`. */
function mark(character: string): string {
  return `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}
