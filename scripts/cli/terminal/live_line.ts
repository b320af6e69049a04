/**
 * The one line of a terminal that is written over again and again, below all that stays. Nothing is shown
 * where stderr is no terminal.
 *
 * @module
 */
import { styleText } from "node:util";

const CLEAR_LINE = "\r\x1b[2K";

let isShown = false;

/** Shows a text in the place of the last one, cut to the terminal's width. It has no line feeds. */
export function showLive(text: string): void {
  if (!Deno.stderr.isTerminal()) return;
  // A line that fills the last column would wrap.
  const cut = [...text].slice(0, columns() - 1).join("");
  write(CLEAR_LINE + (Deno.noColor ? cut : styleText("dim", cut, { validateStream: false })));
  isShown = true;
}

/** Takes the line away, so that what is written next begins a line of its own. */
export function clearLive(): void {
  if (isShown) write(CLEAR_LINE);
  isShown = false;
}

function columns(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80;
  }
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
