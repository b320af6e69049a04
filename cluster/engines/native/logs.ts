/**
 * The nodes' logs: their ends, following them, and beginning them anew.
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

/** Hands on logs; with `follow`, goes on until aborted. */
export async function writeLogs(
  environment: LabEnvironment,
  names: readonly string[],
  { follow, signal, take }: LogOptions,
): Promise<void> {
  const paths = new Map(names.map((name) => [name, logFile(environment, name)]));
  const tails = [...paths].map(([node, path]) => ({ node, tail: new LogTail(path) }));
  const written = await Promise.all(
    [...paths].map(async ([node, path]): Promise<[string, number]> => {
      const info = await Deno.stat(path).catch(() => undefined);
      return [node, info?.mtime?.getTime() ?? Date.now()];
    }),
  );
  const lastWritten = new Map(written);
  for (let time: number | undefined; !signal.aborted; time = Date.now()) {
    // Without following, what has no end yet is all that there will be of it.
    const lines = await Promise.all(
      tails.map(async ({ node, tail }) =>
        (await tail.newLines({ unfinished: !follow })).map((text) => ({ node, text, time }))
      ),
    );
    if (lines.some(({ length }) => length > 0)) {
      await take(lines.flat(), (node) => time ?? lastWritten.get(node)!);
    }
    if (!follow) return;
    await delay(FOLLOW_INTERVAL, { signal }).catch(() => {});
  }
}

/**
 * Has the logs of these nodes begin anew, as the lab is started from nothing. What is there is kept under
 * another name, in the place of what was kept so before.
 */
export async function beginLogs(
  environment: LabEnvironment,
  names: readonly string[],
): Promise<void> {
  await Promise.all(names.map(async (name) => {
    const path = logFile(environment, name);
    await Deno.rename(path, `${path}.1`).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }));
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
