/**
 * How a start is told: on a terminal, one line that says what is waited for now; and everywhere, a
 * line for each phase that is done.
 *
 * @module
 */
import type { UpOptions } from "../../cluster/lifecycle/up.ts";
import { duration, printable, say } from "./terminal.ts";

/** Longest text of the live line, so that it never wraps. */
const WIDTH = 76;

const CLEAR_LINE = "\r\x1b[2K";

/** Tells of phases on stderr. */
export function phaseReporter(): Pick<UpOptions, "onPhase" | "onWait"> {
  const live = Deno.stderr.isTerminal();
  const write = (text: string) => live && Deno.stderr.writeSync(new TextEncoder().encode(text));
  return {
    onWait(phase, reason) {
      const text = reason ? `${phase}: ${reason}` : phase;
      write(`${CLEAR_LINE}  … ${printable(text).slice(0, WIDTH)}`);
    },
    onPhase({ name, seconds }) {
      write(CLEAR_LINE);
      say("Ready", `${name} in ${duration(seconds * 1000)}`);
    },
  };
}
