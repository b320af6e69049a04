import { format } from "node:util";
import { type Level, Log } from "./log.ts";
import type { LogTail } from "./log_tail.ts";

/** What console says at which level. */
const CONSOLE = [
  ["debug", "debug"],
  ["log", "info"],
  ["info", "info"],
  ["warn", "warn"],
  ["error", "error"],
] as const satisfies [keyof Console, Level][];

/**
 * The log of the function that this process runs. Unless people read it on a terminal, what is written to
 * the console becomes lines of it, too, so that all lines can be read in the same way.
 */
export function functionLog(name: string, level: Level, tail: LogTail): Log {
  const { log, error } = console;
  const pretty = Deno.stdout.isTerminal();
  const own = new Log({
    name,
    level,
    pretty,
    tail,
    write: (level, line) => level === "warn" || level === "error" ? error(line) : log(line),
  });
  if (pretty) return own;
  for (const [method, level] of CONSOLE) {
    console[method] = (...said: unknown[]) => own.line(level, format(...said));
  }
  return own;
}

/**
 * Has errors logged that a handler's code leaves to nobody, as a promise that it does not wait for: they
 * must not end the process, which works on other records, too.
 */
export function logUncaught(log: Log): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("Nobody handles a rejection", { error: event.reason });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log.error("Nobody handles an error", { error: event.error });
  });
}
