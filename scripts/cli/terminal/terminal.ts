/**
 * How the scripts speak. What was asked for (tables, JSON, records) goes to stdout; what happens
 * on the way goes to stderr, so that a pipe carries results only. Colour is for terminals, and
 * `NO_COLOR` turns it off.
 *
 * @module
 */
import { styleText } from "node:util";
import stringWidth from "fast-string-width";
import prettyBytes from "pretty-bytes";
import prettyMs from "pretty-ms";
import { clearLive } from "./live_line.ts";
import { wrapped } from "./wrapped.ts";

type Style = Parameters<typeof styleText>[0];

/** Styles text for stdout; plain text where stdout is no terminal or `NO_COLOR` is set. */
export function style(format: Style, text: string): string {
  return paint(Deno.stdout, format, text);
}

/**
 * What stands in for characters that a terminal would obey rather than show: controls, and those that
 * turn the direction of what follows. Names of groups and topics, logs and records may have any.
 */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Text in one line, as a terminal may show it: `a\x1b[2J\nb` for what would clear the screen.
 *
 * @example
 * ```ts
 * import { printable } from "./terminal.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(printable("a\x1b[2J\nb\u202e"), String.raw`a\x1b[2J\nb\u202e`);
 * ```
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escaped);
}

/** As {@linkcode printable}, with its line feeds and tabs left as they are. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (c) => c === "\n" || c === "\t" ? c : escaped(c));
}

/** JSON with the same characters escaped as JSON has it, so that it stays the same JSON. */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (c) => c === "\n" || c === "\t" ? c : `\\u${hex(c, 4)}`);
}

function escaped(character: string): string {
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (short !== undefined) return short;
  return character <= "\xff" ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, "0");
}

/** Says on stderr what was done: a bold verb, then plain text. */
export function say(verb: string, text = ""): void {
  speak(["bold", "green"], verb, text);
}

/** Says that another command is changing the lab, and is waited for. */
export function sayLocked(): void {
  say("Waiting", "for another command that starts or stops this lab");
}

/** Says on stderr what the user should know although the work goes on. */
export function warn(text: string): void {
  speak(["bold", "yellow"], "Warning", text);
}

/** Says on stderr what went wrong. */
export function fail(text: string): void {
  speak(["bold", "red"], "Error", text);
}

function speak(format: Style, verb: string, text: string): void {
  clearLive();
  const lines = wrapped(`${verb} ${printableLines(text)}`.trimEnd(), terminalWidth(Deno.stderr));
  console.error(paint(Deno.stderr, format, verb) + lines.slice(verb.length));
}

// `validateStream` would have Node read environment variables that the scripts may not read.
function paint(stream: { isTerminal(): boolean }, format: Style, text: string): string {
  if (Deno.noColor || !stream.isTerminal()) return text;
  return styleText(format, text, { validateStream: false });
}

/** How a table is laid out. */
export interface TableOptions {
  /** Columns whose cells are all numbers or durations, which read better on the right. */
  right?: readonly string[];
  /** Further columns that are not cut short: what is in them is of use only as a whole. */
  whole?: readonly string[];
  /** How wide it may be; as wide as the terminal, and without bounds in a pipe or file. */
  width?: number;
}

/**
 * Rows under a header, in aligned columns. Cells may be styled. Where it would be wider than the
 * terminal, its widest columns are cut short, so that no row wraps.
 */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  { right = [], whole = [], width = terminalWidth() }: TableOptions = {},
): string {
  const wanted = header.map((title, i) =>
    Math.max(...[title, ...rows.map((r) => r[i])].map((cell) => stringWidth(cell)))
  );
  const room = width - GAP.length * (header.length - 1);
  const widths = fitted(
    wanted,
    room,
    header.map((title) => !right.includes(title) && !whole.includes(title)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((full, i) => {
      const cell = shortened(full, widths[i]);
      const padding = " ".repeat(Math.max(0, widths[i] - stringWidth(cell)));
      return right.includes(header[i]) ? padding + cell : cell + padding;
    }).join(GAP).trimEnd();
  return [style("dim", line(header)), ...rows.map(line)].join("\n");
}

const GAP = "  ";

/** The least that is left of a column that is cut short. */
const LEAST_WIDTH = 8;

/** The columns of the terminal; as many as there may be where the stream is none. */
export function terminalWidth(stream: { isTerminal(): boolean } = Deno.stdout): number {
  if (!stream.isTerminal()) return Infinity;
  try {
    return Deno.consoleSize().columns || Infinity;
  } catch {
    return Infinity;
  }
}

/** Widths that are no more than `room` together: the widest give first, and those of numbers nothing. */
function fitted(wanted: readonly number[], room: number, mayGive: readonly boolean[]): number[] {
  const widths = [...wanted];
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const givers = widths.filter((_, i) => mayGive[i]);
    const [widest = 0, next = 0] = [...new Set(givers)].sort((a, b) => b - a);
    if (widest <= LEAST_WIDTH) break;
    const at = widths.findLastIndex((width, i) => mayGive[i] && width === widest);
    const cut = Math.min(excess, Math.max(1, widest - Math.max(next, LEAST_WIDTH)));
    widths[at] -= cut;
    excess -= cut;
  }
  return widths;
}

/** What begins and ends a style, around a cell's text. */
// deno-lint-ignore no-control-regex
const STYLED = /^((?:\x1b\[[\d;]*m)*)(.*?)((?:\x1b\[[\d;]*m)*)$/s;

/** A cell in so many columns, with an ellipsis in its middle, as names often differ at the end only. */
function shortened(cell: string, width: number): string {
  if (stringWidth(cell) <= width) return cell;
  const [, begin, text, end] = STYLED.exec(cell)!;
  const characters = [...text];
  let [head, tail] = ["", ""];
  for (let left = width - 1, turn = 0; left > 0 && characters.length > 0; turn++) {
    const next = turn % 2 === 0 ? characters.shift()! : characters.pop()!;
    left -= stringWidth(next);
    if (left < 0) break;
    if (turn % 2 === 0) head += next;
    else tail = next + tail;
  }
  return `${begin}${head}…${tail}${end}`;
}

/** A duration for people, in its two largest units: `850 ms`, `4.2 s`, `3 min 5 s`, `2 d 4 h`. */
export function duration(ms: number): string {
  const rounded = ms < 1_000 ? Math.round(ms) : ms < 59_950 ? ms : Math.round(ms / 1_000) * 1_000;
  return prettyMs(rounded, { unitCount: 2, hideYear: true })
    .replace(/\d(?=[a-z])/g, "$& ")
    .replace(/ m(?= |$)/, " min");
}

/** A number of things: `1 record`, `12,000 records`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** A size for people: `312 MiB`, `1.4 GiB`. */
export function bytes(size: number): string {
  return prettyBytes(size, { binary: true });
}
