/**
 * The containers' logs.
 *
 * @module
 */
import type { LogOptions } from "../engine.ts";
import { compose, composeArguments, type Stack } from "./stack.ts";

/** The last lines that a service logged; none where it has no container. */
export async function logTail(stack: Stack, service: string, lines: number): Promise<string[]> {
  try {
    const args = ["logs", "--no-log-prefix", "--no-color", "--tail", `${lines}`, service];
    return (await compose(stack, args)).split("\n");
  } catch {
    return [];
  }
}

/** Hands on logs, each line under its container's name; `follow` goes on until aborted. */
export async function writeLogs(
  stack: Stack,
  services: readonly string[],
  { follow, signal, write }: LogOptions,
): Promise<void> {
  const args = ["logs", "--no-color", ...(follow ? ["--follow"] : []), ...services];
  const child = new Deno.Command("docker", {
    args: composeArguments(stack, args),
    env: stack.variables,
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const onAbort = () => child.kill("SIGINT");
  signal.addEventListener("abort", onAbort);
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) await write(text);
  await child.status;
  signal.removeEventListener("abort", onAbort);
}
