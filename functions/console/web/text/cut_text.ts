/** What stands for the rest. */
const REST = "…";

/**
 * A text, or its beginning where it is longer than `max` UTF-16 code units; never half a letter, as
 * those beyond U+FFFF take two.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = text.codePointAt(max - 1)! > 0xffff ? max - 1 : max;
  return text.slice(0, end) + REST;
}

/** A text, or its beginning where it takes more than `max` bytes in the percent-encoding of URLs. */
export function cutToEncoded(text: string, max: number): string {
  const whole = text.toWellFormed();
  if (encodeURIComponent(whole).length <= max) return whole;
  const room = max - encodeURIComponent(REST).length;
  let [end, taken] = [0, 0];
  for (const letter of whole) {
    taken += encodeURIComponent(letter).length;
    if (taken > room) break;
    end += letter.length;
  }
  return whole.slice(0, end) + REST;
}
