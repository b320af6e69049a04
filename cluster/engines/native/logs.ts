/**
 * The nodes' logs: their ends, and following them.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LabEnvironment } from "../../environment.ts";
import type { LogOptions } from "../engine.ts";
import { logFile } from "./log_file.ts";

/** How much of a log's end is read for its last lines, bytes. */
const TAIL_BYTES = 64 * 1024;

/** How often to look for new lines, ms. */
const FOLLOW_INTERVAL = 200;

/** The last lines of a node's log; none where it has no log. */
export async function logTail(
  environment: LabEnvironment,
  name: string,
  lines: number,
): Promise<string[]> {
  const path = logFile(environment, name);
  const { size } = await Deno.stat(path).catch(() => ({ size: 0 }));
  const { bytes } = await readFrom(path, Math.max(0, size - TAIL_BYTES));
  return new TextDecoder().decode(bytes).trimEnd().split("\n").slice(-lines);
}

/** Hands on logs, each line under its node's name; with `follow`, goes on until aborted. */
export async function writeLogs(
  environment: LabEnvironment,
  names: readonly string[],
  { follow, signal, write }: LogOptions,
): Promise<void> {
  const width = Math.max(...names.map((name) => name.length));
  const logs = names.map((name) => ({ name, tail: new LogTail(logFile(environment, name)) }));
  do {
    for (const { name, tail } of logs) {
      // Without following, what has no end yet is all that there will be of it.
      const lines = await tail.newLines({ unfinished: !follow });
      const prefix = names.length > 1 ? `${name.padEnd(width)} | ` : "";
      if (lines.length > 0) await write(lines.map((line) => `${prefix}${line}\n`).join(""));
    }
    if (follow) await delay(FOLLOW_INTERVAL, { signal }).catch(() => {});
  } while (follow && !signal.aborted);
}

/** A log as it grows. */
class LogTail {
  readonly #path: string;
  /** How much of the file was read, in its own bytes, whatever they are. */
  #at = 0;
  /** A line that is still being written. */
  #rest = "";
  #decoder = new TextDecoder();

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * The lines that were finished since the last call, and the one that is not yet, if asked for; bytes
   * that are no UTF-8 are U+FFFD in them.
   */
  async newLines({ unfinished }: { unfinished: boolean }): Promise<string[]> {
    const { from, bytes } = await readFrom(this.#path, this.#at);
    if (from < this.#at) {
      this.#rest = "";
      this.#decoder = new TextDecoder();
    }
    this.#at = from + bytes.length;
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop()!;
    return unfinished && this.#rest !== "" ? [...lines, this.#rest] : lines;
  }
}

/** The bytes from an offset to the end; from the beginning of a log that was started anew. */
async function readFrom(
  path: string,
  offset: number,
): Promise<{ from: number; bytes: Uint8Array }> {
  try {
    using file = await Deno.open(path);
    const { size } = await file.stat();
    const from = size < offset ? 0 : offset;
    await file.seek(from, Deno.SeekMode.Start);
    return { from, bytes: await new Response(file.readable).bytes() };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { from: 0, bytes: new Uint8Array() };
    throw error;
  }
}
