/**
 * Progress as a terminal shows it: bars for downloads, a line for each thing that was done. Plain
 * lines where there is no terminal.
 *
 * @module
 */
import type { Progress } from "../cluster/progress.ts";
import { bytes, duration, say } from "./terminal.ts";

/** Progress on stderr. */
export const terminalProgress: Progress = {
  line: say,
  async bar(verb, what, total) {
    // Loaded only where something is downloaded: most starts download nothing.
    const { default: $ } = await import("dax");
    const bar = $.progress(what, { length: total }).prefix(verb).kind("bytes");
    const began = performance.now();
    let position = 0;
    return {
      advance(count) {
        position += count;
        bar.position(position);
      },
      [Symbol.dispose]() {
        bar.finish();
        const time = duration(performance.now() - began);
        if (position === total) say("Downloaded", `${what}, ${bytes(total)} in ${time}`);
      },
    };
  },
};
