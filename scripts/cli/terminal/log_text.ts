import type { LogEntry } from "../../../cluster/logs/log_entries.ts";
import { printable, style } from "./terminal.ts";

type Style = Parameters<typeof style>[0];

/** Of the nodes, in turn; red and yellow are for what is wrong. */
const NODE_STYLES: readonly Style[] = ["cyan", "green", "magenta", "blue", "gray", "white"];

const LEVEL_STYLES: Record<string, Style> = {
  WARN: "yellow",
  WARNING: "yellow",
  ERROR: "red",
  FATAL: "red",
};

/** How {@linkcode logText} writes. */
export interface LogTextOptions {
  /** Whether people read it on a terminal: the time of the day is enough then. */
  live?: boolean;
}

/**
 * What writes an entry of a log: each of its lines with its time and its node, in a column of so many
 * letters.
 *
 * @param known are all nodes: each has a colour of its own on a terminal.
 */
export function logText(
  known: readonly string[],
  width: number,
  { live = Deno.stdout.isTerminal() }: LogTextOptions = {},
): (entry: LogEntry) => string {
  return ({ node, time, level, lines }) => {
    const stamp = style("dim", live ? clock(time) : new Date(time).toISOString());
    const index = Math.max(0, known.indexOf(node));
    const name = style(NODE_STYLES[index % NODE_STYLES.length], node.padEnd(width));
    const look = LEVEL_STYLES[level ?? ""];
    return lines.map((line) => {
      // What is indented in a log is so by tabs, which a terminal may show.
      const text = printable(line.replaceAll("\t", "    "));
      return `${stamp} ${name}  ${look ? style(look, text) : text}\n`;
    }).join("");
  };
}

/** The time of the day here, to the millisecond. */
function clock(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  const seconds = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${seconds}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
