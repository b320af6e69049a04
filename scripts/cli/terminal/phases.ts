/**
 * How a start is told: on a terminal, one line that says what is waited for now, and for how long;
 * elsewhere a line every ten seconds of a wait; and everywhere, a line for each phase that is done.
 *
 * @module
 */
import type { UpOptions } from "../../../cluster/lifecycle/up.ts";
import { clearLive, showLive } from "./live_line.ts";
import { duration, printable, say } from "./terminal.ts";

/** How often a wait is told of, ms. */
const INTERVAL = { terminal: 1_000, elsewhere: 10_000 };

/** Tells of phases on stderr, until it is disposed of. */
export function phaseReporter(): Pick<UpOptions, "onPhase" | "onWait"> & Disposable {
  const live = Deno.stderr.isTerminal();
  let wait: { phase: string; reason: string; since: number } | undefined;
  const show = () => wait && showLive(`  … ${waitText(wait, performance.now())}`);
  // Without a reason the phase may show a progress of its own, which must not be written over.
  const tell = () => {
    if (!wait?.reason) return;
    if (live) show();
    else say("Waiting", `for ${waitText(wait, performance.now())}`);
  };
  const timer = setInterval(tell, live ? INTERVAL.terminal : INTERVAL.elsewhere);
  return {
    onWait(phase, reason) {
      const since = wait?.phase === phase ? wait.since : performance.now();
      wait = { phase, reason, since };
      show();
    },
    onPhase({ name, seconds }) {
      wait = undefined;
      say("Ready", `${name} in ${duration(seconds * 1000)}`);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      clearLive();
    },
  };
}

/** What is waited for, and from the second second on, for how long: `kafka, 12 s: kafka2 is down`. */
export function waitText(
  { phase, reason, since }: { phase: string; reason: string; since: number },
  now: number,
): string {
  const seconds = Math.floor((now - since) / 1_000);
  const time = seconds < 2 ? "" : `, ${duration(seconds * 1_000)}`;
  return printable(`${phase}${time}${reason && `: ${reason}`}`);
}
