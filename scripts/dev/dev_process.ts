/**
 * A function's process while its code is worked on: it loads what the function imports, then the function
 * itself when that is saved, and runs it when the former process has made room.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { FunctionDescription } from "../../cluster/own/own_function.ts";
import { stopProcess } from "../../cluster/process/stop_process.ts";

/** How long a function may take to end before it is killed, ms. */
const GRACE = 5_000;

/** What to start, and who is told what it writes. */
export interface DevProcessOptions {
  /** The executable and its arguments. */
  command: readonly string[];
  /** All of the process's environment. */
  env: Readonly<Record<string, string>>;
  cwd: string;
  /** A line of its stdout or stderr. */
  onLine(line: string): void;
}

/** A function's process. */
export class DevProcess {
  readonly pid: number;
  /** Settles when it has ended, with the words for it: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>;
  readonly #write: (line: string) => void;
  readonly #onLine: (line: string) => void;
  readonly #loaded = Promise.withResolvers<FunctionDescription | string[]>();
  /** What it wrote while it loaded. */
  #lines: string[] | undefined = [];

  constructor({ command: [executable, ...args], env, cwd, onLine }: DevProcessOptions) {
    this.#onLine = onLine;
    // In a session of its own, so that Ctrl-C reaches it by way of `dev` only.
    const child = spawn(executable, args, { env, cwd, detached: true, stdio: "pipe" });
    this.pid = child.pid ?? 0;
    // It may have ended.
    child.stdin.on("error", () => {});
    this.#write = (line) => void child.stdin.write(`${line}\n`);
    const lines = [child.stdout, child.stderr].map((input) =>
      new Promise<void>((resolve) => {
        createInterface({ input }).on("line", (line) => this.#take(line))
          .on("close", resolve);
      })
    );
    const exit = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once(
        "exit",
        (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`),
      );
    });
    this.ended = exit.then(async (how) => {
      await Promise.all(lines);
      this.#loaded.resolve(this.#lines ?? []);
      return how;
    });
  }

  /** Loads the function; what it says of itself, or the lines that it has ended with instead. */
  load(): Promise<FunctionDescription | string[]> {
    this.#write("load");
    return this.#loaded.promise;
  }

  /** Runs the function that was loaded. */
  run(): void {
    this.#write("run");
  }

  /** Stops it as a deployment does, and by SIGKILL when that takes too long; whether it did. */
  stop(): Promise<boolean> {
    return stopProcess(this, GRACE);
  }

  #take(line: string): void {
    if (this.#lines === undefined) return this.#onLine(line);
    const loaded = line.startsWith(LOADED) ? descriptionIn(line) : undefined;
    if (loaded === undefined) return void this.#lines.push(line);
    this.#loaded.resolve(loaded);
    for (const line of this.#lines) this.#onLine(line);
    this.#lines = undefined;
  }
}

/** How the line begins by which the process tells what it has loaded. */
const LOADED = '{"loaded":';

function descriptionIn(line: string): FunctionDescription | undefined {
  try {
    return JSON.parse(line).loaded;
  } catch {
    return undefined;
  }
}
