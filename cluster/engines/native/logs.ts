/**
 * The nodes' logs: their ends, and following them.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LabEnvironment } from "../../environment.ts";
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
  const { text } = await readFrom(path, Math.max(0, size - TAIL_BYTES));
  return text.trimEnd().split("\n").slice(-lines);
}

/** Writes logs to stdout, each line under its node's name; with `follow`, goes on until aborted. */
export async function writeLogs(
  environment: LabEnvironment,
  names: readonly string[],
  { follow, signal }: { follow: boolean; signal: AbortSignal },
): Promise<void> {
  const width = Math.max(...names.map((name) => name.length));
  const at = new Map(names.map((name) => [name, 0]));
  const rest = new Map<string, string>();
  do {
    for (const name of names) {
      const { text, end } = await readFrom(logFile(environment, name), at.get(name)!);
      at.set(name, end);
      const lines = ((rest.get(name) ?? "") + text).split("\n");
      // A line that is still being written waits for its end.
      rest.set(name, lines.pop()!);
      const prefix = names.length > 1 ? `${name.padEnd(width)} | ` : "";
      await writeOut(lines.map((line) => `${prefix}${line}\n`).join(""));
    }
    if (follow) await delay(FOLLOW_INTERVAL, { signal }).catch(() => {});
  } while (follow && !signal.aborted);
}

/** The text from an offset to the end; from the beginning of a log that was started anew. */
async function readFrom(path: string, offset: number): Promise<{ text: string; end: number }> {
  try {
    using file = await Deno.open(path);
    const { size } = await file.stat();
    const from = size < offset ? 0 : offset;
    await file.seek(from, Deno.SeekMode.Start);
    const text = await new Response(file.readable).text();
    return { text, end: from + new TextEncoder().encode(text).length };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { text: "", end: 0 };
    throw error;
  }
}

async function writeOut(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}
