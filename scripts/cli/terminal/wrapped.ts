import stringWidth from "fast-string-width";

/** What stands before the text of a line: its indent, or a flag and the blanks behind it. */
const LEAD = /^ *(?:\S+(?: \S+)* {2,})?/;

/**
 * Lines that are no wider than a terminal, parted between words. What is carried over stands under the text
 * that it belongs to, where there is room for that.
 *
 * @example
 * ```ts
 * import { wrapped } from "./wrapped.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(wrapped("  -n  end after some", 16), "  -n  end after\n      some");
 * ```
 */
export function wrapped(text: string, width: number): string {
  return text.split("\n").map((line) => wrappedLine(line, width)).join("\n");
}

function wrappedLine(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  const [lead] = LEAD.exec(line)!;
  const indent = lead.length <= width / 2 ? lead.length : lead.search(/\S|$/) + 2;
  const [first, ...words] = line.slice(lead.length).split(" ");
  const lines: string[] = [];
  let current = lead + first;
  // A first word that never fits behind its lead begins the next line.
  if (stringWidth(current) > width && lead.trim() !== "") {
    lines.push(lead.trimEnd());
    current = " ".repeat(indent) + first;
  }
  for (const word of words) {
    if (stringWidth(`${current} ${word}`) <= width) current += ` ${word}`;
    else {
      lines.push(current);
      current = " ".repeat(indent) + word;
    }
  }
  return [...lines, current].join("\n");
}
