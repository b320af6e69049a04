/**
 * Text in pictures does not wrap, so what is too long is cut where it is drawn.
 *
 * @module
 */

/** How wide letters are at most, as a part of the font's size; fonts differ from machine to machine. */
const WIDE = 0.95;
const USUAL = 0.6;
const FULL = 1.05;

/** The widest letters of Latin script. */
const IS_WIDE = /[MWmw@%—…]/;

/** About how wide a text is, in px, at a size of font. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    width += letter.codePointAt(0)! >= 0x1100 ? FULL : IS_WIDE.test(letter) ? WIDE : USUAL;
  }
  return width * size;
}

/** A text, or its beginning and its end, where it has no room: names often differ at their end. */
export function fitText(text: string, room: number, size: number): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  let [head, tail] = ["", ""];
  let [first, last] = [0, letters.length - 1];
  while (first <= last) {
    // Two letters of the beginning for one of the end.
    const takesTail = tail.length * 2 < head.length;
    const [nextHead, nextTail] = takesTail
      ? [head, letters[last--] + tail]
      : [head + letters[first++], tail];
    if (textWidth(`${nextHead}…${nextTail}`, size) > room) break;
    [head, tail] = [nextHead, nextTail];
  }
  return `${head}…${tail}`;
}
