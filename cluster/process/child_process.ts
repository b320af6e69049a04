/**
 * One process of the lab: started with its output in a log file, or taken over from a supervisor
 * that died.
 *
 * @module
 */
import { delay } from "@std/async";
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { alive, type RecordedProcess } from "./process_identity.ts";

/** A process, and how it ends. */
export interface Child {
  pid: number;
  /** Settles when it has ended, with the words for it: `exit code 1`, `signal SIGKILL`. */
  ended: Promise<string>;
}

/** What to start. */
export interface ChildOptions {
  /** The executable and its arguments. */
  command: readonly string[];
  /** All of the process's environment. */
  env: Readonly<Record<string, string>>;
  /** Where it runs; this process's own folder, if left out. */
  cwd?: string;
  /** Standard output and error go here. */
  logFile: string;
}

/** A log that has grown past this is moved aside when its node starts, bytes. */
const LOG_LIMIT = 16 * 1024 * 1024;

/** How often a process that is not our child is looked at, ms. */
const WATCH_INTERVAL = 250;

/**
 * Starts a process in a session of its own, so that Ctrl-C in a terminal does not reach it, and
 * with its log as its output, so that it outlives whoever started it. One that cannot be started has
 * ended with the reason.
 */
export async function startChild({ command, env, cwd, logFile }: ChildOptions): Promise<Child> {
  let log: number;
  try {
    const { size } = await Deno.stat(logFile).catch(() => ({ size: 0 }));
    if (size > LOG_LIMIT) await Deno.rename(logFile, `${logFile}.1`);
    log = openSync(logFile, "a");
  } catch (error) {
    return { pid: 0, ended: Promise.resolve((error as Error).message) };
  }
  const [executable, ...args] = command;
  const child = spawn(executable, args, { env, cwd, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once(
      "exit",
      (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`),
    );
  });
  return { pid: child.pid ?? 0, ended };
}

/** Takes over a process that a former supervisor started; `undefined` when it is gone. */
export async function adoptChild(recorded?: RecordedProcess): Promise<Child | undefined> {
  if (!recorded || !(await alive([recorded])).has(recorded.pid)) return undefined;
  const ended = (async () => {
    while ((await alive([recorded])).has(recorded.pid)) {
      await delay(WATCH_INTERVAL);
    }
    return "an end that nobody saw";
  })();
  return { pid: recorded.pid, ended };
}
