/**
 * Processes of a test, each with a log in its folder, that end in the reverse order of their start.
 *
 * @module
 */
import { deadline } from "@std/async";
import { join } from "node:path";

/** How long a process may take for its end, ms, before it is killed. */
const GRACE = 10_000;

/** How much of a log is told, in characters, when its process has failed. */
const TOLD = 2_000;

/** Processes that a test has started. */
export class Processes {
  readonly #folder: string;
  readonly #started: { name: string; child: Deno.ChildProcess; ended: Promise<void> }[] = [];

  /** @param folder for their logs. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts a command, whose output goes to `<name>.log`. */
  start(
    name: string,
    command: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): void {
    const child = new Deno.Command(command, {
      args: [...args],
      env,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const open = () =>
      Deno.open(this.#log(name), { create: true, append: true }).then(({ writable }) => writable);
    const written = [child.stdout, child.stderr].map(async (stream) =>
      await stream.pipeTo(await open())
    );
    const ended = Promise.all([child.status, ...written]).then(() => {});
    this.#started.push({ name, child, ended });
  }

  /** The end of what a process has logged. */
  async tail(name: string): Promise<string> {
    return (await Deno.readTextFile(this.#log(name)).catch(() => "")).slice(-TOLD);
  }

  /** Ends one of them, with grace. */
  async stop(name: string): Promise<void> {
    const index = this.#started.findIndex((one) => one.name === name);
    if (index < 0) return;
    const [{ child, ended }] = this.#started.splice(index, 1);
    kill(child, "SIGTERM");
    await deadline(ended, GRACE).catch(() => kill(child, "SIGKILL"));
    await ended;
  }

  /** Ends all of them, the last one first. */
  async stopAll(): Promise<void> {
    for (const { name } of this.#started.toReversed()) await this.stop(name);
  }

  #log(name: string): string {
    return join(this.#folder, `${name}.log`);
  }
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended.
  }
}

/** Runs a command to its end. @throws {Error} with what it said, when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  { env = {}, input }: { env?: Record<string, string>; input?: string } = {},
): Promise<string> {
  const child = new Deno.Command(command, {
    args: [...args],
    env,
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  if (input !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
  }
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  throw new Error(`${command} ${args.slice(0, 4).join(" ")} failed: ${decoder.decode(stderr)}`);
}
