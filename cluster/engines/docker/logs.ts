/**
 * The containers' logs.
 *
 * @module
 */
import { delay } from "@std/async";
import type { LogLine } from "../../logs/log_line.ts";
import type { LogOptions } from "../engine.ts";
import { compose, composeArguments, type Stack } from "./stack.ts";

/** How long lines that come are gathered before they are handed on, by time, ms. */
const GATHERING = 200;

/** The last lines that a service logged; none where it has no container. */
export async function logTail(stack: Stack, service: string, lines: number): Promise<string[]> {
  try {
    const args = ["logs", "--no-log-prefix", "--no-color", "--tail", `${lines}`, service];
    return (await compose(stack, args)).split("\n");
  } catch {
    return [];
  }
}

/** Hands on logs; `follow` goes on until aborted. */
export async function writeLogs(
  stack: Stack,
  services: readonly string[],
  { follow, signal, take }: LogOptions,
): Promise<void> {
  const now = () => Date.now();
  const began = new Date().toISOString();
  const known = parsed(await compose(stack, [...COMMAND, ...services]));
  if (known.length > 0) await take(known, now);
  if (!follow) return;

  // What was logged since then may be among what is known already.
  const last = new Map(known.map(({ node, stamp }) => [node, stamp]));
  const child = new Deno.Command("docker", {
    args: composeArguments(stack, [...COMMAND, "--follow", "--since", began, ...services]),
    env: stack.variables,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const onAbort = () => child.kill("SIGINT");
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  let gathered = "";
  const handOn = async () => {
    const end = gathered.lastIndexOf("\n") + 1;
    const lines = parsed(gathered.slice(0, end))
      .filter(({ node, stamp }) => stamp > (last.get(node) ?? ""));
    gathered = gathered.slice(end);
    if (lines.length > 0) await take(lines, now);
  };
  let ended = false;
  const handingOn = (async () => {
    do {
      await delay(GATHERING);
      await handOn();
    } while (!ended);
  })();
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) gathered += text;
  ended = true;
  await Promise.all([child.status, handingOn]);
  signal.removeEventListener("abort", onAbort);
}

const COMMAND = ["logs", "--no-color", "--timestamps"];

/** A line with the very text of its time, which orders the lines of a container. */
type StampedLine = LogLine & { stamp: string };

/** The lines of Compose, such as `kafka1-1  | 2026-11-30T02:22:38.123456789Z text`. */
export function parsed(output: string): StampedLine[] {
  return output.split("\n").flatMap((line) => {
    const [, service, replica, stamp, text] =
      /^(\S+?)(?:-(\d+))? +\| (\d{4}-\S+Z) ?(.*)$/.exec(line) ?? [];
    if (service === undefined) return [];
    const node = replica === undefined || replica === "1" ? service : `${service}-${replica}`;
    return [{ node, text, time: Date.parse(stamp), stamp }];
  });
}
