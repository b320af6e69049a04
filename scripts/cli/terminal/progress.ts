/**
 * Progress as a terminal shows it: bars for downloads, a line for each thing that was done. Plain
 * lines where there is no terminal.
 *
 * @module
 */
import type { Progress } from "../../../cluster/progress.ts";
import { bytes, duration, say } from "./terminal.ts";

/** Progress on stderr. */
export const terminalProgress: Progress = {
  line: say,
  async bar(verb, what, total) {
    const began = performance.now();
    const show = await shownBar(verb, what, total);
    let position = 0;
    return {
      advance(count) {
        position += count;
        show.position(position);
      },
      [Symbol.dispose]() {
        show.finish();
        const time = duration(performance.now() - began);
        if (position === total) say("Downloaded", `${what}, ${bytes(total)} in ${time}`);
      },
    };
  },
};

/** A bar on a terminal, one line elsewhere. */
async function shownBar(verb: string, what: string, total: number) {
  if (!Deno.stderr.isTerminal()) {
    say(verb, `${what}, ${bytes(total)}`);
    return { position() {}, finish() {} };
  }
  // Loaded only where something is downloaded: most starts download nothing.
  const { default: $ } = await import("dax");
  return $.progress(`${verb} ${what}`, { length: total }).kind("bytes");
}
